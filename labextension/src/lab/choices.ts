/** The person's settings, read when somebody practises: JupyterLab starts without asking for them. */
import type { ISettingRegistry } from '@jupyterlab/settingregistry';
import { type Preferences, preferencesIn, USUAL } from '../app/preferences';
import { PLUGIN } from './ids';

/** The preferences as they are now, in the shape React listens to; every change of a setting is told. */
export class Choices {
  private now = USUAL;
  private listener: (() => void) | null = null;
  private settings: ISettingRegistry.ISettings | null = null;

  constructor(registry: ISettingRegistry | null) {
    void registry?.load(PLUGIN).then(this.follow, console.error);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listener = listener;
    return () => (this.listener = null);
  };

  readonly read = (): Preferences => this.now;

  dispose(): void {
    this.settings?.changed.disconnect(this.take);
    this.settings = null;
  }

  private readonly follow = (settings: ISettingRegistry.ISettings): void => {
    this.settings = settings;
    settings.changed.connect(this.take);
    this.take(settings);
  };

  private readonly take = ({ composite }: ISettingRegistry.ISettings): void => {
    this.now = preferencesIn(composite);
    this.listener?.();
  };
}

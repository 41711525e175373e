// Finds every text that the interface says: what is given to a parameter of type `Wording`, read by the compiler itself.
import ts from 'typescript';
import { readFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';

const NOT_SHIPPED = /\.test\.tsx?$|\/(testing|fixtures)\//;

/**
 * The wordings below `src` of a package, by their singular: `{ one, many, files }`, `many` null where there is none;
 * and as sentences what cannot be read, because it is put together when the program runs.
 */
export function wordings(config) {
  const root = dirname(config);
  const { options, fileNames } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(config, ts.sys.readFile).config,
    ts.sys,
    root,
  );
  const program = ts.createProgram(fileNames, options);
  const finder = new Finder(program.getTypeChecker(), root);
  for (const file of program.getSourceFiles()) {
    const ours = fileNames.includes(file.fileName) && file.fileName.startsWith(`${root}/src/`);
    if (ours && !NOT_SHIPPED.test(file.fileName)) finder.visit(file);
  }
  return { found: finder.found, faults: finder.faults };
}

/** Files what graders say, which the panel translates: a list that `scripts/sentences.py` writes. */
export function withSentences({ found, faults }, path) {
  const all = new Map(found);
  const wrong = [...faults];
  for (const { one, many, files } of JSON.parse(readFileSync(path, 'utf8'))) {
    const known = all.get(one);
    if (known !== undefined && known.many !== many) wrong.push(`${one} is used with and without a plural`);
    const theirs = files.map((file) => `../${file}`);
    all.set(one, { one, many, files: new Set([...(known?.files ?? []), ...theirs]) });
  }
  return { found: all, faults: wrong };
}

class Finder {
  found = new Map();
  faults = [];

  constructor(checker, root) {
    this.checker = checker;
    this.root = root;
  }

  visit(node) {
    if (ts.isCallExpression(node)) this.call(node);
    ts.forEachChild(node, (child) => this.visit(child));
  }

  call(node) {
    const parameters = this.checker.getResolvedSignature(node)?.parameters ?? [];
    parameters.forEach((parameter, index) => {
      const argument = node.arguments[index];
      if (argument !== undefined && isWording(parameter.valueDeclaration)) this.take(argument);
    });
  }

  /** Files the wordings of an argument: a text, a pair, a choice of either, or the name of a constant that is one. */
  take(argument) {
    const node = bare(argument);
    const pair = ts.isArrayLiteralExpression(node) ? node.elements.map((each) => this.text(each)) : null;
    const one = pair === null ? this.text(node) : pair[0];
    if (pair?.length === 2 && pair.every((each) => each !== null)) this.file(node, pair[0], pair[1]);
    else if (pair === null && one !== null) this.file(node, one, null);
    else if (ts.isConditionalExpression(node)) [node.whenTrue, node.whenFalse].forEach((each) => this.take(each));
    else if (ts.isIdentifier(node)) this.named(node);
    else if (this.isOfSentence(node))
      return; // a grader's, which is in a list of its own
    else this.fault(node, 'is no text that can be read from the source');
  }

  isOfSentence(node) {
    if (!ts.isPropertyAccessExpression(node)) return false;
    return this.checker.getTypeAtLocation(node.expression).getSymbol()?.getName() === 'Sentence';
  }

  named(node) {
    const declaration = this.checker.getSymbolAtLocation(node)?.valueDeclaration;
    if (isWording(declaration)) return; // handed on: those who call are looked at
    const constant =
      declaration && ts.isVariableDeclaration(declaration) && declaration.parent.flags & ts.NodeFlags.Const;
    if (constant && declaration.initializer) this.take(declaration.initializer);
    else this.fault(node, 'is no constant text');
  }

  text(argument) {
    const node = bare(argument);
    if (ts.isStringLiteralLike(node)) return node.text;
    if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.PlusToken) return null;
    const [left, right] = [this.text(node.left), this.text(node.right)];
    return left === null || right === null ? null : left + right;
  }

  file(node, one, many) {
    const file = relative(this.root, node.getSourceFile().fileName);
    const known = this.found.get(one);
    if (known === undefined) this.found.set(one, { one, many, files: new Set([file]) });
    else if (known.many === many) known.files.add(file);
    else this.fault(node, 'is used with and without a plural');
  }

  fault(node, what) {
    const source = node.getSourceFile();
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    this.faults.push(`${relative(this.root, source.fileName)}:${line + 1}: ${node.getText()} ${what}`);
  }
}

function isWording(declaration) {
  if (declaration === undefined || !ts.isParameter(declaration) || declaration.type === undefined) return false;
  return ts.isTypeReferenceNode(declaration.type) && declaration.type.typeName.getText() === 'Wording';
}

function bare(node) {
  if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isParenthesizedExpression(node)) {
    return bare(node.expression);
  }
  return node;
}

"""What `deploy/` holds fits the schemas of those who read it, and names only what there is in this release."""

import json
import re
import shlex
from pathlib import Path

import kubernetes_validate
import pytest
import yaml

from grader_service.config import Grader
from grader_service.contract import GROUP, STREAM
from grader_service.sandbox.layers.namespaces import CALLS
from jupyter_pyprac.cli.main import COMMANDS, main
from jupyter_pyprac.config import SECRETS, PyPrac
from jupyter_pyprac.hosts.hub.configuration import ACCESS, SERVER_SCOPES
from jupyter_pyprac.hosts.hub.environment import HubEnvironment

DEPLOY = Path(__file__).parents[2] / "deploy"
KUBERNETES = DEPLOY / "kubernetes"
UNITS = sorted(DEPLOY.glob("systemd/*.service"))
OLDEST, NEWEST = "1.29", "1.34"
OURS = [
    (file.name, document)
    for file in sorted(KUBERNETES.glob("*.yaml"))
    if file.name not in {"kustomization.yaml", "z2jh-values.yaml"}
    for document in yaml.safe_load_all(file.read_text(encoding="utf-8"))
]
BUILT_IN = [document for _, document in OURS if "keda.sh" not in document["apiVersion"]]
PODS = [document for document in BUILT_IN if document["kind"] in {"Deployment", "Job"}]


def named(document):
    return f"{document['kind']} {document['metadata']['name']}"


def container(document):
    [only] = document["spec"]["template"]["spec"]["containers"]
    return only


def settings():
    """The environment variables of all settings, secrets from a file too."""
    traits = [*PyPrac.class_traits().items(), *Grader.class_traits().items()]
    names = {name: trait.metadata["environment"] for name, trait in traits if "environment" in trait.metadata}
    return {*names.values(), *(f"{names[name]}_FILE" for name in SECRETS)}


@pytest.mark.parametrize("version", [OLDEST, NEWEST])
@pytest.mark.parametrize("document", BUILT_IN, ids=named)
def test_manifests_fit_the_schemas_of_kubernetes(document, version):
    kubernetes_validate.validate(document, version, strict=True)


def test_every_manifest_is_listed_and_every_image_is_one_of_ours():
    listed = yaml.safe_load((KUBERNETES / "kustomization.yaml").read_text(encoding="utf-8"))
    assert sorted(listed["resources"]) == sorted({name for name, _ in OURS})
    targets = re.findall(r"^FROM base AS (\w+)", (DEPLOY / "containers" / "Containerfile").read_text(), re.MULTILINE)
    assert {image["name"] for image in listed["images"]} == {f"pyprac-{target}" for target in targets}
    assert {container(pod)["image"] for pod in PODS} == {image["name"] for image in listed["images"]}


@pytest.mark.parametrize("pod", PODS, ids=named)
def test_containers_are_nobodys_and_write_nowhere(pod):
    spec, box = pod["spec"]["template"]["spec"], container(pod)["securityContext"]
    assert (spec["securityContext"]["runAsNonRoot"], spec["automountServiceAccountToken"]) == (True, False)
    assert spec["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert (box["readOnlyRootFilesystem"], box["allowPrivilegeEscalation"]) == (True, False)
    assert box["capabilities"] == {"drop": ["ALL"]}


@pytest.mark.parametrize("pod", PODS, ids=named)
def test_containers_are_told_what_there_is_to_tell(pod, capsys):
    command, *words = container(pod)["args"]
    assert command in COMMANDS
    assert main([command, "--help"]) == 0
    help_text = capsys.readouterr().out
    assert all(word in help_text for word in words if word.startswith("--"))
    names = {each["name"] for each in container(pod)["env"]}
    assert {name for name in names if name.startswith("PYPRAC_")} <= settings()
    assert not {"PYPRAC_DB_URL", "PYPRAC_REDIS_URL"} & names  # secrets come from files


def test_what_level_a_needs_of_a_seccomp_profile_is_what_graders_call():
    [entry] = re.findall(r"^(\{\"names\": .*)$", (DEPLOY / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert json.loads(entry) == {"names": list(CALLS), "action": "SCMP_ACT_ALLOW"}


def test_graders_are_given_neither_the_database_nor_a_way_out():
    [grader] = [pod for pod in PODS if pod["metadata"]["name"] == "pyprac-grader"]
    assert not {each["name"] for each in container(grader)["env"]} & {"PYPRAC_DB_URL_FILE", "JUPYTERHUB_API_TOKEN"}
    [policy] = [each for each in BUILT_IN if each["kind"] == "NetworkPolicy" and named(each).endswith("grader")]
    assert "ingress" not in policy["spec"]
    assert {port["port"] for rule in policy["spec"]["egress"] for port in rule["ports"]} == {6379, 53}


def test_the_service_listens_where_students_servers_look_for_it():
    [service] = [pod for pod in PODS if pod["metadata"]["name"] == "pyprac-service"]
    given = {each["name"]: each.get("value", "from a secret") for each in container(service)["env"]}
    hub = HubEnvironment.read(given)
    values = yaml.safe_load((KUBERNETES / "z2jh-values.yaml").read_text(encoding="utf-8"))
    assert values["singleuser"]["extraEnv"]["PYPRAC_UPSTREAM"] == f"http://pyprac:{hub.port}{hub.prefix}"
    assert values["hub"]["services"]["pyprac"]["url"] == f"http://pyprac:{hub.port}"
    assert values["hub"]["config"]["Spawner"]["server_token_scopes"] == [*SERVER_SCOPES, ACCESS]
    assert container(service)["readinessProbe"]["httpGet"]["path"] == f"{hub.prefix}health"


def test_graders_are_scaled_by_what_waits_and_by_what_is_under_way():
    [scaled] = [document for _, document in OURS if document["kind"] == "ScaledObject"]
    triggers = [trigger["metadata"] for trigger in scaled["spec"]["triggers"]]
    assert {(each["stream"], each["consumerGroup"]) for each in triggers} == {(STREAM, GROUP)}
    assert [set(each) & {"lagCount", "pendingEntriesCount"} for each in triggers] == [
        {"lagCount"},
        {"pendingEntriesCount"},
    ]
    assert all("activationLagCount" in each for each in triggers if "lagCount" in each)
    namespace = yaml.safe_load((KUBERNETES / "kustomization.yaml").read_text(encoding="utf-8"))["namespace"]
    assert {each["address"] for each in triggers} == {f"redis.{namespace}:6379"}  # it is not KEDA's own
    assert named({"kind": "Deployment", "metadata": scaled["spec"]["scaleTargetRef"]}) in map(named, PODS)


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_units_start_commands_that_there_are(unit, capsys):
    lines = [line for line in unit.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    assert [line for line in lines if line.startswith("[")] == ["[Unit]", "[Service]", "[Install]"]
    found = [line.partition("=") for line in lines if not line.startswith("[")]
    assert all(name and sign for name, sign, _ in found)
    commands = [shlex.split(value) for name, _, value in found if name.startswith("ExecStart")]
    assert commands
    for program, command, *words in commands:
        assert (program, command in COMMANDS) == ("/opt/pyprac/bin/jupyter-pyprac", True)
        assert main([command, "--help"]) == 0
        help_text = capsys.readouterr().out
        assert all(word in help_text for word in words if word.startswith("--"))
    variables = [word for name, _, value in found if name == "Environment" for word in shlex.split(value)]
    assert {each.partition("=")[0] for each in variables} - {"HOME"} <= settings()


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_units_are_started_again_however_often_they_fail(unit):
    head, _, service = unit.read_text(encoding="utf-8").partition("[Service]")
    assert "\nStartLimitIntervalSec=0\n" in head
    assert "\nRestart=on-failure\n" in service


def test_the_littlest_jupyterhub_gets_the_service_and_graders_of_their_own_user():
    from traitlets.config import Config  # noqa: PLC0415  as the Hub gives it to the file

    c = Config()
    code = (DEPLOY / "tljh" / "pyprac.py").read_text(encoding="utf-8")
    exec(compile(code, "pyprac.py", "exec"), {"c": c})  # noqa: S102  as the Hub does
    [service] = c.JupyterHub.services.get_value([])
    assert service["environment"]["PYPRAC_GRADER_USER"] == "pyprac-grader"

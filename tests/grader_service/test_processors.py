import pytest

from grader_service.processors import default_slots, usable_memory, usable_processors


def a_cgroup(folder, **files):
    for name, text in files.items():
        (folder / name.replace("_", ".", 1)).write_text(text)
    return folder


def test_without_a_quota_the_affinity_counts(tmp_path):
    assert usable_processors(tmp_path) >= 1


@pytest.mark.parametrize(("limit", "processors"), [("100000 100000", 1), ("50000 100000", 1)])
def test_a_quota_bounds_the_processors(tmp_path, limit, processors):
    assert usable_processors(a_cgroup(tmp_path, cpu_max=limit)) == processors


@pytest.mark.parametrize("text", ["max 100000", "", "nonsense"])
def test_no_quota_is_none(tmp_path, text):
    assert usable_processors(a_cgroup(tmp_path, cpu_max=text)) == usable_processors(tmp_path / "nowhere")


def test_the_older_control_groups_have_quotas_too(tmp_path):
    (tmp_path / "cpu").mkdir()
    (tmp_path / "cpu" / "cpu.cfs_quota_us").write_text("100000")
    (tmp_path / "cpu" / "cpu.cfs_period_us").write_text("100000")
    assert usable_processors(tmp_path) == 1


def test_a_limit_bounds_the_memory(tmp_path):
    assert usable_memory(a_cgroup(tmp_path, memory_max="1000000")) == 1_000_000
    assert usable_memory(a_cgroup(tmp_path, memory_max="max")) > 1_000_000


@pytest.mark.parametrize("graders", [0, 1, 2, 1000])
def test_every_grader_has_a_slot(tmp_path, graders):
    assert default_slots(graders, tmp_path) >= 1


def test_little_memory_means_few_slots(tmp_path):
    assert default_slots(1, a_cgroup(tmp_path, memory_max="1")) == 1

"""A program that is killed while it saves leaves the old or the new file, whole."""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from support.files import names
from support.seeds import seeds

from perfdesk.model.document import Document
from perfdesk.storage.file import open_document, save

RUNS = 200 if os.environ.get("PERFDESK_LONG") else 20
SAVER = """
import sys
from pathlib import Path
from support.seeds import seeds
from perfdesk.model.document import Document
from perfdesk.storage.file import save
path, whole = Path(sys.argv[1]), seeds()
part = Document(whole.projects[:3], whole.forms)
print("ready", flush=True)
while True:
    save(part, path)
    save(whole, path)
"""


@pytest.mark.slow
def test_a_kill_at_any_moment_of_a_save_leaves_a_whole_file(tmp_path: Path):
    rng = random.Random(9)
    whole = seeds()
    target = tmp_path / "a.jxmb"
    save(whole, target)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    torn = 0
    for _ in range(RUNS):
        command = [sys.executable, "-c", SAVER, str(target)]
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == b"ready\n"
            with pytest.raises(subprocess.TimeoutExpired):
                child.wait(rng.uniform(0, 0.05))
            child.kill()
        assert child.returncode == -signal.SIGKILL
        assert open_document(target) in (whole, Document(whole.projects[:3], whole.forms))
        left = [path for path in tmp_path.iterdir() if path != target]
        torn += len(left)
        for path in left:
            assert path.name.startswith(".perfdesk-")
            path.unlink()
    save(whole, target)
    assert names(tmp_path) == ["a.jxmb"]
    assert torn > 0, "no run was killed between the first byte and the replace"

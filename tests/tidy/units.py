"""The systemd files: systemd itself reads them, in a root of their own, and scores the service."""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

EXPOSURE_MAX = 1.2
UNITS = ("followupd.service", "followupd.socket", "followupd-https.socket")
SYSTEM_UNITS = pathlib.Path("/usr/lib/systemd/system")


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, (done.stdout + done.stderr).strip()


def build_root(root, folder):
    """A root with the units of this machine, ours, and programs that need only exist."""
    units = root / "usr/lib/systemd/system"
    shutil.copytree(SYSTEM_UNITS, units, symlinks=True, ignore_dangling_symlinks=True)
    for name in UNITS:
        shutil.copy(folder / name, units / name)
    for program in ("usr/bin/followupd", "usr/bin/followup"):
        path = root / program
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("#!/bin/sh\n", encoding="ascii")
        path.chmod(0o755)


def verify(root):
    found = []
    for name in UNITS:
        status, said = run("systemd-analyze", "verify", "--man=no", f"--root={root}", name)
        ours = [line for line in said.splitlines() if "followupd" in line]
        if ours or status != 0:
            found.append(f"systemd/{name}: systemd-analyze verify says:\n{said}")
    return found


def score(root, service="followupd.service"):
    """The overall exposure level, 0.0 to 10.0; lower is better."""
    path = root / "usr/lib/systemd/system" / service
    _, said = run("systemd-analyze", "security", "--offline=true", "--no-pager", str(path))
    # Behind the figure stands a face, which in a plain locale has a colon of its own.
    found = re.search(r"exposure level for \S+: ([0-9.]+)", said)
    return float(found.group(1)) if found else 10.0


def accounts(root, folder):
    status, said = run("systemd-sysusers", f"--root={root}", "--dry-run", str(folder / "followupd.sysusers"))
    return [] if status == 0 else [f"systemd/followupd.sysusers: {said}"]


def folders(root, folder):
    """The modes that let people add to the queue without reading it; owned by whoever runs this."""
    me = pathlib.Path("/proc/self").stat()
    (root / "etc").mkdir(exist_ok=True)
    (root / "etc/passwd").write_text(f"followupd:x:{me.st_uid}:{me.st_gid}::/:/bin/sh\n", encoding="ascii")
    (root / "etc/group").write_text(f"followup:x:{me.st_gid}:\n", encoding="ascii")
    status, said = run("systemd-tmpfiles", f"--root={root}", "--create", str(folder / "followupd.tmpfiles"))
    found = [] if status == 0 else [f"systemd/followupd.tmpfiles: {said}"]
    for name, mode in {"": 0o755, "new": 0o3730, "tmp": 0o3730, "taken": 0o700, "done": 0o700, "bad": 0o750}.items():
        path = root / "var/spool/followupd" / name
        if not path.is_dir() or path.stat().st_mode & 0o7777 != mode:
            found.append(f"systemd/followupd.tmpfiles: {path.name} has not mode {mode:o}")
    return found


def check(folder):
    with tempfile.TemporaryDirectory() as name:
        root = pathlib.Path(name)
        build_root(root, folder)
        found = verify(root) + accounts(root, folder) + folders(root, folder)
        exposure = score(root)
        if exposure > EXPOSURE_MAX:
            found.append(f"systemd/followupd.service: exposure {exposure}; at most {EXPOSURE_MAX}")
        # The scale must be one: a service without hardening has to score badly.
        bare = root / "usr/lib/systemd/system/bare.service"
        bare.write_text("[Service]\nExecStart=/usr/bin/followupd\n", encoding="ascii")
        if score(root, "bare.service") < 9.0:
            found.append("a bare service scores well: the score is not to be trusted")
        (root / "usr/lib/systemd/system/followupd.service").write_text("[Service]\nExecStart=nowhere\n")
        if not verify(root):
            found.append("a broken service verifies: the verification is not to be trusted")
        return found, exposure


if __name__ == "__main__":
    if not shutil.which("systemd-analyze"):
        sys.exit("systemd-analyze is missing; apt-get install systemd")
    problems, exposure = check(pathlib.Path(sys.argv[1]).resolve() / "systemd")
    print("\n".join(problems) or f"units: verified, exposure {exposure} of 10")
    sys.exit(1 if problems else 0)

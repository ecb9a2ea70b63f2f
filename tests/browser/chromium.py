"""Where this machine keeps its Chromium. `python -m tests.browser.chromium` installs one where it may.

It may when run by root on a machine with apt; elsewhere it says in one line how. It never fails: the tests' runner
decides what a missing browser means.
"""

import os
import shutil
import subprocess

HOW_TO_GET_ONE = (
    "No Chromium for the browser journeys: install one (Debian, Ubuntu: sudo apt install chromium) "
    "or set CHROMIUM to its path."
)
NAMES = ("chromium", "chromium-browser", "google-chrome")


def find_chromium() -> str | None:
    """Return the path of a Chromium on this machine, or None."""
    wanted = os.environ.get("CHROMIUM")
    return next(filter(None, map(shutil.which, [wanted] if wanted else NAMES)), None)


def install_chromium() -> bool:
    """Install Chromium with apt; True when one is there afterwards."""
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        return False
    print("Installing Chromium for the browser journeys ...", flush=True)
    quietly = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": False}
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = [apt, "install", "-y", "--no-install-recommends", "chromium"]
    if subprocess.run(install, env=environment, **quietly).returncode:
        subprocess.run([apt, "update"], env=environment, **quietly)
        subprocess.run(install, env=environment, **quietly)
    return find_chromium() is not None


if __name__ == "__main__" and find_chromium() is None and not install_chromium():
    print(HOW_TO_GET_ONE)

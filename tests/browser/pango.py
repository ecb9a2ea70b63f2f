"""What this machine needs to make PDF files. `python -m tests.browser.pango` installs it where it may.

It may when run by root on a machine with apt; elsewhere it says in one line how. It never fails: the tests' runner
decides what is left out.
"""

import os
import shutil
import subprocess
import sys
from functools import cache

PACKAGES = ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-dejavu-core"]
HOW_TO_GET_IT = f"No Pango for PDF files: install it (Debian, Ubuntu: sudo apt install {' '.join(PACKAGES)})."
QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": False}


@cache
def has_pango() -> bool:
    """Tell whether the PDF engine starts here, in a process of its own, and finds a font with many letters."""
    tried = subprocess.run([sys.executable, "-c", "import weasyprint"], **QUIET)
    fonts = shutil.which("fc-list")
    listed = subprocess.run([fonts, ":lang=ar"], capture_output=True, text=True, check=False).stdout if fonts else "?"
    return tried.returncode == 0 and bool(listed.strip())


def install_pango() -> bool:
    """Install the libraries and a font with apt; True when PDF files can be made afterwards."""
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        return False
    print("Installing what PDF files need ...", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = [apt, "install", "-y", "--no-install-recommends", *PACKAGES]
    if subprocess.run(install, env=environment, **QUIET).returncode:
        subprocess.run([apt, "update"], env=environment, **QUIET)
        subprocess.run(install, env=environment, **QUIET)
    has_pango.cache_clear()
    return has_pango()


if __name__ == "__main__" and not has_pango() and not install_pango():
    print(HOW_TO_GET_IT)

"""Fetches the front-end libraries named in ``vendor.toml`` from npm: ``make vendor``, or ``.ci/vendor.py NAME…`` for some.

Every library gets a folder with its files and licence; ``manifest.json`` beside the folders says which version they are
of, npm's checksum of the package and the sha256 of every file. A script in syntax newer than Chromium 87 understands is
rewritten by esbuild; comments that point to a source map go, since the maps are not kept.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
ASSETS = "tools/yibenzhang/site/assets/vendor"
ESBUILD = "0.28.2"
TARGET = "es2020,chrome87"
_MAP = re.compile(rb"\s*(?://[#@] sourceMappingURL=\S+|/\*[#@] sourceMappingURL=[^*]+\*/)\s*\Z")
_PARSE = "const [acorn, file] = process.argv.slice(1); require(acorn).parse(require('fs').readFileSync(file, 'utf8'), {ecmaVersion: 2020})"


def fetch(name: str, version: str, folder: Path) -> tuple[Path, dict[str, Any]]:
    """Unpack a package into ``folder``; gives the place and what npm says of it. npm checks the checksum itself."""
    done = subprocess.run(
        ["npm", "pack", f"{name}@{version}", "--json"], cwd=folder, check=True, capture_output=True, text=True
    )
    [said] = json.loads(done.stdout)
    archive = folder / said["filename"]
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if said["integrity"] != f"sha512-{digest}":
        raise SystemExit(f"{name}@{version}：校验和不符")
    with tarfile.open(archive) as packed:
        packed.extractall(folder / "x", filter="data")
    return folder / "x/package", said


def plain(data: bytes) -> bytes:
    """A text as git keeps it, without the comment that points to a source map."""
    return _MAP.sub(b"", data.replace(b"\r\n", b"\n")).rstrip() + b"\n"


def is_old(file: Path, acorn: Path) -> bool:
    """Whether a script parses at the level of Chromium 87."""
    return (
        subprocess.run(["node", "-e", _PARSE, str(acorn), str(file)], check=False, capture_output=True).returncode == 0
    )


def rewritten(file: Path) -> bytes:
    """A script in the syntax of Chromium 87."""
    command = [
        "npx",
        "--yes",
        f"esbuild@{ESBUILD}",
        str(file),
        f"--target={TARGET}",
        "--minify",
        "--legal-comments=inline",
    ]
    return subprocess.run(command, check=True, capture_output=True).stdout


def bundled(spec: dict[str, Any], folder: Path) -> bytes:
    """The script ``entry`` with all it imports as one file: for a package that brings none that will do."""
    (folder / "package.json").write_text("{}")
    wanted = {spec["package"]: spec["version"], **spec.get("bundled", {})}
    packages = [f"{name}@{version}" for name, version in wanted.items()]
    subprocess.run(["npm", "install", "--no-save", "--ignore-scripts", "--no-audit", *packages], cwd=folder, check=True)
    (folder / "entry.js").write_text(spec["entry"], encoding="utf-8")
    command = ["npx", "--yes", f"esbuild@{ESBUILD}", "entry.js", "--bundle", f"--target={TARGET}", "--minify"]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True).stdout


def vendor(name: str, spec: dict[str, Any], acorn: Path) -> dict[str, Any]:
    """Put one library in its place; gives its entry of the manifest."""
    place = ROOT / spec.get("to", ASSETS) / name
    with tempfile.TemporaryDirectory() as folder:
        package, said = fetch(spec["package"], spec["version"], Path(folder))
        about = json.loads((package / "package.json").read_text("utf-8"))
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        files = {}
        for other, version in sorted(spec.get("bundled", {}).items()):
            inner = Path(folder) / other
            inner.mkdir()
            licence = min(fetch(other, version, inner)[0].glob("LICENSE*"))
            data = plain(licence.read_bytes())
            (place / f"LICENSE-{other}").write_bytes(data)
            files[f"LICENSE-{other}"] = {
                "source": f"{other}@{version}: {licence.name}",
                "sha256": hashlib.sha256(data).hexdigest(),
            }
        for target, source in sorted(spec["files"].items()):
            if source == "entry":
                inner = Path(folder) / "bundle"
                inner.mkdir()
                (package / "entry").write_bytes(bundled(spec, inner))
            new = target.endswith(".js") and not is_old(package / source, acorn)
            data = rewritten(package / source) if new else (package / source).read_bytes()
            data = plain(data)
            (place / target).write_bytes(data)
            files[target] = {"source": source, "sha256": hashlib.sha256(data).hexdigest()}
            if new:
                files[target]["rewritten"] = f"esbuild {ESBUILD} --target={TARGET}"
    print(f"{name}：{spec['package']} {spec['version']}，{about['license']}")
    return {
        "package": spec["package"],
        "version": spec["version"],
        "license": about["license"],
        "integrity": said["integrity"],
        "files": files,
    }


def main(wanted: list[str]) -> None:
    """Refresh the libraries ``wanted``, or all."""
    specs = tomllib.loads((ROOT / ".ci/vendor.toml").read_text("utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        acorn = fetch("acorn", specs["acorn"]["version"], Path(folder))[0] / "dist/acorn.js"
        made = {name: vendor(name, spec, acorn) for name, spec in specs.items() if not wanted or name in wanted}
    for where in sorted({spec.get("to", ASSETS) for spec in specs.values()}):
        path = ROOT / where / "manifest.json"
        entries = json.loads(path.read_text("utf-8")) if path.is_file() else {}
        here = {name for name, spec in specs.items() if spec.get("to", ASSETS) == where}
        for gone in set(entries) - here:
            shutil.rmtree(path.parent / gone, ignore_errors=True)
        entries = {name: made.get(name, entries.get(name)) for name in sorted(here) if name in made or name in entries}
        path.write_text(json.dumps(entries, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])

# SPDX-License-Identifier: Apache-2.0
"""Shell completion and man page of the program that IQMATCH_CLI names: they say what its help says, and shells take them."""

import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

PROGRAM = os.environ.get("IQMATCH_CLI", "")
HIDDEN = {"completion", "man"}


def run(*command, **how):
    environment = dict(os.environ, LC_ALL="C.UTF-8")
    return subprocess.run([str(w) for w in command], capture_output=True, text=True, check=False, env=environment, **how)


@unittest.skipUnless(PROGRAM, "no program; set IQMATCH_CLI to the one that was built from this source")
class Completion(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        listed = run(PROGRAM, "--help").stdout.split("Subcommands:")[1]
        cls.commands = re.findall(r"^  (\S+)", listed, re.MULTILINE)
        cls.options = {c: re.findall(r"^  (?:-h,)?(--[a-z-]+)", run(PROGRAM, c, "--help").stdout, re.M) for c in cls.commands}

    def script(self, shell):
        done = run(PROGRAM, "completion", shell)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return done.stdout

    def complete(self, *words, folder=None):
        """What bash offers for the last of these words, as its own `complete` calls the function."""
        # Bash splits at '=', as its default COMP_WORDBREAKS says.
        split = [part for word in words for part in re.split(r"(=)", word) if part or word == ""]
        code = (
            'source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); '
            'name=$(complete -p iqmatch | sed -E "s/.*-F ([^ ]+).*/\\1/"); "$name"; printf "%s\\n" "${COMPREPLY[@]}"'
        )
        with tempfile.TemporaryDirectory() as name:
            script = pathlib.Path(name) / "script"
            script.write_text(self.script("bash"), encoding="utf-8")
            done = run("bash", "-c", code, "bash", script, *split, cwd=folder)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return [line for line in done.stdout.split("\n") if line]

    def test_commands_and_options_are_those_of_the_help(self):
        self.assertGreaterEqual(len(self.commands), 11)
        self.assertFalse(HIDDEN & set(self.commands))
        self.assertEqual(self.complete("iqmatch", ""), [*self.commands, "-h", "--help", "--version"])
        for command in self.commands:
            offered = self.complete("iqmatch", command, "--")
            self.assertEqual(offered, self.options[command], command)

    def test_bash_completes_what_was_begun(self):
        self.assertEqual(self.complete("iqmatch", "exp"), ["explain"])
        self.assertEqual(self.complete("iqmatch", "match", "--pol"), ["--policy"])
        self.assertEqual(self.complete("iqmatch", "match", "--policy", ""), ["optimal", "greedy"])
        self.assertEqual(self.complete("iqmatch", "match", "--lang", "d"), ["de"])
        self.assertEqual(self.complete("iqmatch", "match", "--lang=d"), ["de"])
        self.assertEqual(self.complete("iqmatch", "match", "--lang="), ["de", "en"])
        self.assertEqual(self.complete("iqmatch", "match", "--seed", ""), [])
        self.assertEqual(self.complete("iqmatch", "nothing", "--"), [])

    def test_bash_completes_paths(self):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            (folder / "a network").mkdir()
            (folder / "a table.csv").touch()
            self.assertEqual(self.complete("iqmatch", "match", "a", folder=folder), ["a network"])
            self.assertEqual(self.complete("iqmatch", "match", "--out", "a", folder=folder), ["a network"])
            both = ["a network", "a table.csv"]
            self.assertEqual(sorted(self.complete("iqmatch", "match", "--json", "a", folder=folder)), both)
            self.assertEqual(sorted(self.complete("iqmatch", "solve", "a", folder=folder)), both)

    def test_scripts_name_everything(self):
        for shell in ("zsh", "fish"):
            script = self.script(shell)
            for command in self.commands:
                self.assertIn(command, script)
            for option in set().union(*self.options.values()):
                self.assertRegex(script, rf"(--|-l ){option[2:]}\b", f"{shell}: {option}")

    def test_shells_read_their_scripts(self):
        for shell in ("bash", "zsh", "fish"):
            if not shutil.which(shell):
                print(f"SKIP {shell} is not installed; its script was not read by it")
                continue
            done = run(shell, "-n", "/dev/stdin", input=self.script(shell))
            self.assertEqual((done.returncode, done.stderr), (0, ""), shell)

    def test_fish_completes(self):
        if not shutil.which("fish"):
            self.skipTest("fish is not installed")
        with tempfile.TemporaryDirectory() as name:
            script = pathlib.Path(name) / "iqmatch.fish"
            script.write_text(self.script("fish"), encoding="utf-8")
            done = run("fish", "--no-config", "-c", f"source {script}; complete -C 'iqmatch match --policy '", cwd=name)
        self.assertEqual(sorted(line.split("\t")[0] for line in done.stdout.splitlines()), ["greedy", "optimal"])

    def test_man_page(self):
        done = run(PROGRAM, "man")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        page = done.stdout.replace("\\-", "-")
        for section in ("NAME", "SYNOPSIS", "DESCRIPTION", "COMMANDS", "EXIT STATUS"):
            self.assertIn(f".SH {section}\n", page)
        for command, options in self.options.items():
            part = page.split(f'.SS "iqmatch {command} ')[1].split(".SS ")[0]
            for option in set(options) - {"--help"}:
                self.assertIn(f"{option}\\fR", part, command)
        if not shutil.which("mandoc"):
            print("SKIP mandoc is not installed; the man page was not checked by it")
            return
        with tempfile.NamedTemporaryFile("w", suffix=".1", encoding="utf-8") as file:
            file.write(done.stdout)
            file.flush()
            complaints = run("mandoc", "-T", "lint", "-W", "warning", file.name).stdout.splitlines()
        # A date would make two builds of one source differ.
        self.assertEqual([line for line in complaints if "missing date" not in line], [])

    def test_reference_in_markdown(self):
        page = run(PROGRAM, "man", "--markdown").stdout
        self.assertEqual(re.findall(r"^## iqmatch (.*)$", page, re.MULTILINE), self.commands)
        for command, options in self.options.items():
            part = page.split(f"## iqmatch {command}\n")[1].split("\n## ")[0]
            self.assertEqual(re.findall(r"^\| `(?:-h, )?(--[a-z-]+)", part, re.MULTILINE), options)

    def test_misuse(self):
        for words in (["completion"], ["completion", "tcsh"], ["man", "--html"]):
            self.assertEqual(run(PROGRAM, *words).returncode, 2, words)


if __name__ == "__main__":
    unittest.main()

# SPDX-License-Identifier: Apache-2.0
"""A small made-up reference folder, and where the published one lies."""

import gzip
import os
import pathlib
import sys

TOOLS = pathlib.Path(__file__).resolve().parent.parent
ROOT = TOOLS.parent
sys.dont_write_bytecode = True
sys.path[:0] = [str(TOOLS), str(TOOLS / "lib")]

OCCUPATION, SKILL, GROUP = (f"http://example.org/{kind}/" for kind in ("occupation", "skill", "group"))

# The code 81302 is the repository's own, 99902 and its helper 99901 are nobody's.
TABLES = {
    "kldb_occupations.csv": [
        "kldb,number_of_titles,label_de,requirement_level",
        "81302,3,Pfleger/Pflegerin,2",
        "81301,1,Pflegehelfer/Pflegehelferin,1",
        "99901,1,Helfer/Helferin,1",
        "99902,2,Mondfahrer/Mondfahrerin,2",
        "99914,1,Sternwart/Sternwartin,4",
        "81714,1,Therapieleitung,4",
        "99811,1,Andere Hilfe,1",
        "99822,1,Fach A,2",
        "99832,1,Fach B,2",
    ],
    "esco_occupations.csv": [
        "uri,code,label_en,label_de",
        f"{OCCUPATION}nurse,1,nurse,Pfleger",
        f"{OCCUPATION}pilot,2,moon pilot,Mondfahrer",
        f"{OCCUPATION}pilot2,3,pilot of moon ships,Mondschiffer",
        f'{OCCUPATION}guide,4,"guide, moon",Mondführer',
    ],
    "esco_skills.csv": ["uri,label_en,label_de,skill_type"]
    + [f"{SKILL}{name},{name},{name} de,skill" for name in ("steer", "land", "sing", "care")]
    + [f"{SKILL}stars,stars,Sterne,knowledge", f"{SKILL}odd,odd thing,,"],
    "esco_skill_groups.csv": ["uri,code,label_en,label_de", f"{GROUP}move,G1,moving,Bewegen"],
    "esco_skill_broader.csv": [
        "uri,broader_uri",
        f"{SKILL}steer,{GROUP}move",
        f"{SKILL}land,{GROUP}move",
        f"{SKILL}sing,{SKILL}odd",
    ],
    "esco_occupation_skills.csv.gz": [
        "occupation_uri,skill_uri,relation",
        f"{OCCUPATION}nurse,{SKILL}care,essential",
        f"{OCCUPATION}pilot,{SKILL}steer,essential",
        f"{OCCUPATION}pilot,{SKILL}stars,optional",
        f"{OCCUPATION}guide,{SKILL}sing,essential",
    ],
    "kldb_esco.csv": [
        "dkz_id,kldb,kldb_label_de,esco_uri,relation,note,esco_scope",
        f"B 1,81302,Pfleger/Pflegerin,{OCCUPATION}nurse,exact,,same",
        f"B 2,99902,Mondfahrer/Mondfahrerin,{OCCUPATION}pilot2,exact,,same",
        f"B 2,99902,Mondfahrer/Mondfahrerin,{OCCUPATION}pilot,exact,,same",
        f"B 3,99902,Mondschiffer,{OCCUPATION}pilot,narrow,,narrower",
        f"B 3,99902,Mondschiffer,{OCCUPATION}guide,narrow,,narrower",
        "B 4,99902,Sonst,http://example.org/isco/C9999,narrow,isco_fallback,broader",
        f"B 5,99914,Sternwart,{OCCUPATION}guide,close,,close",
    ],
    "kldb_isco.csv": ["kldb,isco,weight,number_of_dkz_ids", "99902,9999,0.7500,3", "99902,0110,0.2500,1"],
    "kldb_skill_profile.csv.gz": [
        "kldb,skill_uri,weight_essential,weight_optional,via",
        f"81302,{SKILL}care,1.0000,0.0000,occupation",
        f"99902,{SKILL}steer,0.3333,0.0000,occupation",
        f"99902,{SKILL}land,0.5000,0.5000,occupation",
        f"99902,{SKILL}sing,0.4999,0.6000,occupation",
        f"99902,{SKILL}stars,0.0000,0.3333,occupation",
    ],
}


def write_reference(folder, **changed):
    """`changed`: file name without endings -> lines instead of those above, or None for no such file."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, lines in TABLES.items():
        lines = changed.get(name.split(".")[0], lines)
        if lines is None:
            continue
        content = "".join(line + "\n" for line in lines).encode("utf-8")
        (folder / name).write_bytes(gzip.compress(content, mtime=0) if name.endswith(".gz") else content)
    return folder


def published_reference():
    """The folder of the published classifications, or None; says so where there is none. As for the tests in C++ it lies
    below the folder that IQMATCH_DATA names, else below shared/data next to the source tree (or IQMATCH_SHARED/data)."""
    shared = pathlib.Path(os.environ.get("IQMATCH_SHARED", ROOT.parent / "shared"))
    folder = pathlib.Path(os.environ.get("IQMATCH_DATA", shared / "data")) / "reference"
    if folder.is_dir():
        return folder
    print(f"SKIP {pathlib.Path(sys.argv[0]).stem}: no published classifications (IQMATCH_DATA or ../shared/data)", flush=True)
    return None

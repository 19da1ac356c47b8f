# SPDX-License-Identifier: Apache-2.0
# The Python package as users get it: a wheel, and what is made with it. Sourced with $root set.

# sources_newer_than FILE: whether anything that goes into the wheel is newer.
sources_newer_than() {
    [ -n "$(cd "$root" && find CMakeLists.txt pyproject.toml LICENSE cmake include src cli python data/catalogue data/rules \
        data/synth data/models data/texts tools/embed_tables.py -type f -newer "$1" \
        -not -name '*.so' -not -name '*.pyc' -print -quit)" ]
}

# make_wheel: a wheel of this tree in build/wheel, unless the one there is newer than every source. With WHEEL_FROM, a finished
# static build with internal checks, only the extension module is compiled.
make_wheel() {
    local folder="$root/build/wheel" python="${PYTHON:-python3}" finished=()
    if [ -n "${WHEEL_FROM:-}" ]; then
        finished=(--config-settings=cmake.define.IQMATCH_PREBUILT="$WHEEL_FROM"
            --config-settings=cmake.define.IQMATCH_ASSERTIONS=ON)
    fi
    wheel=$(find "$folder" -maxdepth 1 -name 'iqmatch-*.whl' 2>/dev/null) || wheel=""
    if [ -n "$wheel" ] && ! sources_newer_than "$wheel"; then return; fi
    rm -rf "$folder" && "$python" -m venv "$folder/venv" &&
        "$folder/venv/bin/python" -m pip wheel --quiet --disable-pip-version-check --no-deps -w "$folder" \
        --config-settings=cmake.define.CMAKE_UNITY_BUILD="${UNITY:-OFF}" "${finished[@]}" "$root" || return
    wheel=$(ls "$folder"/iqmatch-*.whl)
}

# install_wheel VENV [EXTRAS]: a new virtual environment with the wheel, and the packages of its extras: "[docs]".
install_wheel() {
    rm -rf "$1" && "${PYTHON:-python3}" -m venv "$1" &&
        "$1/bin/python" -m pip install --quiet --disable-pip-version-check "$wheel${2:-}"
}

# build_docs: the site in build/docs/html; warnings are errors.
build_docs() {
    make_wheel && install_wheel "$root/build/docs/venv" "[docs]" || return
    (cd "$root" && "build/docs/venv/bin/python" -m sphinx -W --keep-going -q -E -j auto -b html -d build/docs/doctrees docs build/docs/html) &&
        echo "docs: $(find "$root/build/docs/html" -name '*.html' | wc -l) pages in build/docs/html"
}

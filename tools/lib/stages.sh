# SPDX-License-Identifier: Apache-2.0
# Stages for the test commands: each writes a log, failures do not stop the rest, a table closes the run.
# Sourced with $root and $logs set.

. "$root/tools/lib/python.sh"

stage_names=()
stage_results=()
stage_minutes=()
stage_failed=0

# The lines by which test runners say what they ran, and what was skipped.
closing_lines() {
    sed -E 's/^[0-9]+: //' "$1" | grep -E \
        '^(All tests passed|test cases:|assertions:|No tests ran|[0-9]+% tests passed|Ran [0-9]+ tests?|=+ .*(passed|failed|error|no tests).*=+$|[0-9]+ passed, [0-9]+ failed|consumer \(|layers:|docs:|SKIP)' ||
        true
}

# stage NAME COMMAND...
stage() {
    local name=$1 begin=$SECONDS code=0 log
    shift
    log="$logs/${name// /_}.log"
    echo "== $name"
    "$@" >"$log" 2>&1 </dev/null || code=$?
    if [ "$code" -eq 0 ]; then
        closing_lines "$log"
        stage_results+=(passed)
    elif [ "$code" -eq 77 ]; then
        tail -n 3 "$log"
        stage_results+=(skipped)
    else
        tail -n "${STAGE_TAIL:-80}" "$log"
        echo "-- $name failed with code $code; whole log: $log"
        stage_results+=(FAILED)
        stage_failed=1
    fi
    stage_names+=("$name")
    stage_minutes+=("$(awk -v s=$((SECONDS - begin)) 'BEGIN { printf "%.1f", s / 60 }')")
}

# Prints the table and returns non-zero if a stage failed.
stages_end() {
    local i
    printf '\n%-34s | %-7s | %s\n' stage result minutes
    printf -- '-----------------------------------|---------|--------\n'
    for i in "${!stage_names[@]}"; do
        printf '%-34s | %-7s | %7s\n' "${stage_names[$i]}" "${stage_results[$i]}" "${stage_minutes[$i]}"
    done
    printf '%-34s | %-7s | %7s\n' total "$([ $stage_failed -eq 0 ] && echo passed || echo FAILED)" \
        "$(awk -v s=$SECONDS 'BEGIN { printf "%.1f", s / 60 }')"
    return $stage_failed
}

# build PRESET [TARGET...]: configures and builds; everything without a target. With UNITY=ON several sources are compiled
# as one, which is faster from nothing and slower after a change.
build() {
    local preset=$1 targets=()
    shift
    if [ $# -gt 0 ]; then targets=(--target "$@"); fi
    (cd "$root" && cmake --preset "$preset" -DCMAKE_UNITY_BUILD="${UNITY:-OFF}" &&
        cmake --build --preset "$preset" "${targets[@]}")
}

# both COMMAND1 COMMAND2: two command lines at the same time, the output of the second behind that of the first.
both() {
    local second code=0
    second=$(mktemp)
    bash -c "$2" >"$second" 2>&1 &
    bash -c "$1" || code=$?
    wait $! || code=$?
    cat "$second"
    rm -f "$second"
    return "$code"
}

# run_ctest PRESET [CTEST ARGUMENTS...]
run_ctest() {
    local preset=$1
    shift
    (cd "$root" && ctest --preset "$preset" -V --no-tests=error "$@")
}

# python_tests BUILD_DIR: a wheel, installed in a new virtual environment, pytest from outside the tree. Tests that call the program
# take the one of the preset dev, which both test commands build before.
python_tests() {
    local venv="$1/venv" program="${IQMATCH_CLI:-$root/build/dev/bin/iqmatch}"
    make_wheel && install_wheel "$venv" "[test]" || return
    if [ ! -x "$program" ]; then program=""; fi
    (cd "$1" && IQMATCH_CLI="$program" "$venv/bin/python" -m pytest -q -p no:cacheprovider "$root/tests/python")
}

# sdist_builds: a source distribution, unpacked elsewhere, gives the same wheel file by file, with program, types and stubs.
sdist_builds() {
    local work="$root/build/sdist" python archive
    make_wheel && rm -rf "$work" && "${PYTHON:-python3}" -m venv "$work/venv" || return
    python="$work/venv/bin/python"
    "$python" -m pip install --quiet --disable-pip-version-check build && "$python" -m build --sdist -o "$work" "$root" &&
        archive=$(ls "$work"/iqmatch-*.tar.gz) &&
        "$python" -m pip wheel --quiet --disable-pip-version-check --no-deps -w "$work/wheel" \
            --config-settings=cmake.define.CMAKE_UNITY_BUILD="${UNITY:-OFF}" "$archive" &&
        "$python" "$root/tools/lib/check_wheel.py" "$work"/wheel/iqmatch-*.whl "$wheel"
}

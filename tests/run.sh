#!/usr/bin/env bash
# Builds everything, checks the format and runs every test: bash tests/run.sh
# Installs Chromium, PostgreSQL, and python3-icalendar and poppler-utils, which read our calendar files and PDFs, through apt-get
# where they are missing (as root). The last line of the output is "N passed, N failed"; the exit code is 0 only when nothing failed.
# Results are kept in tests/output/.
# TEST_SQLSERVER=<connection string> runs the database tests against an SQL Server too.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

projects=(ModelMunicipalities.Domain.Tests ModelMunicipalities.App.Tests ModelMunicipalities.Browser.Tests)
output=$PWD/tests/output
cluster=

give_up() { echo "tests/run.sh: $1"; echo "0 passed, 1 failed"; exit 1; }

# In the background and in a process group of its own (set -m), so that a signal to this script ends it all at once.
set -m
run() { "$@" & wait $!; }

# PostgreSQL refuses to run as root.
as_postgres() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }

postgres_bin() { { ls -d /usr/lib/postgresql/*/bin || dirname "$(command -v initdb)"; } 2>/dev/null | sort -V | tail -1; }

clean_up() {
    for job in $(jobs -p); do kill -- "-$job" 2>/dev/null || true; done
    if [ -n "$cluster" ]; then
        as_postgres "$postgres/pg_ctl" stop -D "$cluster/data" -m immediate >/dev/null 2>&1 || true
        rm -rf "$cluster"
    fi
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

install_missing() {
    local missing=()
    command -v chromium >/dev/null || missing+=(chromium)
    [ -x "$(postgres_bin)/initdb" ] || missing+=(postgresql)
    /usr/bin/python3 -c 'import icalendar' 2>/dev/null || missing+=(python3-icalendar)
    command -v pdftotext >/dev/null || missing+=(poppler-utils)
    [ ${#missing[@]} -gt 0 ] || return 0
    [ "$(id -u)" = 0 ] || give_up "missing: ${missing[*]}. Run as root: apt-get install ${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    run apt-get update -qq && run apt-get install -y -qq --no-install-recommends "${missing[@]}" \
        || give_up "apt-get could not install: ${missing[*]}"
}

start_postgres() {
    local port
    port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
    cluster=$(mktemp -d "${TMPDIR:-/tmp}/modellkommuner-tests.XXXXXX")
    [ "$(id -u)" != 0 ] || chown postgres "$cluster"
    as_postgres "$postgres/initdb" -D "$cluster/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 -N >/dev/null
    as_postgres "$postgres/pg_ctl" start -w -D "$cluster/data" -l "$cluster/log" -o "-p $port -k $cluster -h 127.0.0.1 \
        -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=300" >/dev/null
    export TEST_POSTGRES="Host=127.0.0.1;Port=$port;Username=postgres;Database=postgres;Include Error Detail=true"
}

# Runs one project and adds its results to passed and failed. Whatever did not pass failed: an ignored, an inconclusive
# and a warning test too. Explicit tests are not asked for.
passed=0 failed=0
run_tests() {
    local trx=$output/$1.trx code=0 all ok
    run dotnet test "tests/$1" -c Release --no-build --filter 'Explicit!=true' --results-directory "$output" \
        --logger "trx;LogFileName=$1.trx" --blame-hang-timeout 5min --blame-hang-dump-type none || code=$?
    all=$({ grep -o '<UnitTestResult [^>]*>' "$trx" || true; } 2>/dev/null)
    ok=$(grep -c ' outcome="Passed"' <<<"$all" || true)
    all=$(grep -c . <<<"$all" || true)
    [ "$all" -gt 0 ] || echo "tests/run.sh: $1 ran no test"
    [ "$code" = 0 ] && [ "$all" -gt 0 ] || [ "$all" -gt "$ok" ] || failed=$((failed + 1))
    passed=$((passed + ok)) failed=$((failed + all - ok))
}

# What is known against a package is the registry's to say; one that does not answer stops nothing.
check_packages() {
    local what said
    for what in "vulnerable --include-transitive" deprecated; do
        # shellcheck disable=SC2086
        if said=$(dotnet list ModelMunicipalities.sln package --$what 2>&1); then
            ! grep -q "has the following ${what%% *} packages" <<<"$said" || give_up "packages that are ${what%% *}: $said"
        else
            echo "tests/run.sh: the registry did not say which packages are ${what%% *}"
        fi
    done
}

for tool in dotnet node npm; do
    command -v $tool >/dev/null || give_up "$tool is missing: the .NET 10 SDK and Node.js 20 or later are needed"
done
dotnet --list-sdks | grep -q '^10\.' || give_up "the .NET 10 SDK is missing"
install_missing
postgres=$(postgres_bin)
TEST_CHROMIUM=$(command -v chromium) || give_up "chromium is missing"
# What tests run does not run long enough to be worth compiling by what it does.
export TEST_CHROMIUM DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_TieredPGO=0

# Chromium names what it downloads by the letters that the locale has.
export LANG=C.UTF-8 LC_ALL=C.UTF-8
rm -rf "$output"
mkdir -p "$output"

run dotnet tool restore || give_up "the tools of dotnet-tools.json could not be restored"
run dotnet build ModelMunicipalities.sln -c Release --disable-build-servers || give_up "the build failed"
# Style and names are the build's; what is left is the layout.
run dotnet csharpier check . || give_up "the layout differs; run: dotnet csharpier format ."
check_packages
start_postgres || give_up "PostgreSQL did not start: $(cat "$cluster/log" 2>/dev/null)"
for project in "${projects[@]}"; do run_tests "$project"; done

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]

#!/usr/bin/env bash
# Builds the portal and runs it until it is stopped: bash deploy/start.sh
#   PORT                    5080           where it listens, on this machine only
#   DATA_DIR                .data          database, keys and files; kept from run to run
#   Portal__Address         http://localhost:$PORT   what links begin with; https://… when a proxy stands before it
#   Demo__Enabled           true           loads the demo into an empty database
#   ASPNETCORE_ENVIRONMENT  Production
# Every other setting of the portal can be given the same way; see README.md.
set -euo pipefail

fail() { echo "deploy/start.sh: $1" >&2; exit 1; }

caller=$PWD
cd "$(dirname "${BASH_SOURCE[0]}")/.."

command -v dotnet >/dev/null || fail "the .NET 10 SDK is missing: https://dotnet.microsoft.com/download/dotnet/10.0"
dotnet --list-sdks | grep -q '^10\.' || fail "the .NET 10 SDK is missing; this machine has: $(dotnet --list-sdks | cut -d' ' -f1 | xargs)"
command -v node >/dev/null && command -v npm >/dev/null || fail "Node.js 20 or later, with npm, is missing: https://nodejs.org"
[ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] || fail "Node.js 20 or later is needed; this is $(node --version)"

# Service managers and containers may give no home; dotnet, NuGet and npm want one that can be written.
[ -n "${HOME:-}" ] || { unset HOME; HOME=~; }
[ -w "$HOME" ] || { mkdir -p bin/home; HOME=$PWD/bin/home; }
export HOME
export DOTNET_CLI_HOME=${DOTNET_CLI_HOME:-$HOME} DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

data=${DATA_DIR:-$PWD/.data}
case $data in /*) ;; *) data=$caller/$data ;; esac
mkdir -p -m 700 "$data"

echo "Building the portal …"
# Compiled ahead for this machine: a third less time from start to ready.
dotnet publish src/ModelMunicipalities.App -c Release -o bin/portal --use-current-runtime --no-self-contained -p:PublishReadyToRun=true \
    --disable-build-servers -v quiet -clp:NoSummary

export DATA_DIR=$data
export ASPNETCORE_URLS=http://localhost:${PORT:-5080}
export Portal__Address=${Portal__Address:-http://localhost:${PORT:-5080}}
export ASPNETCORE_ENVIRONMENT=${ASPNETCORE_ENVIRONMENT:-Production}
export Demo__Enabled=${Demo__Enabled:-true}
# glibc keeps a heap for each of many threads; two are enough.
export MALLOC_ARENA_MAX=${MALLOC_ARENA_MAX:-2}
cd bin/portal
exec dotnet ModelMunicipalities.App.dll

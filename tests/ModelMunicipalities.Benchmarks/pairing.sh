#!/usr/bin/env bash
# Times the pairing of 290 participants with 100 mentors against HiGHS (scipy) on the same input:
# bash tests/ModelMunicipalities.Benchmarks/pairing.sh
# Installs Debian's scipy through apt-get where it is missing (as root). Exit code 0 only when both find the same optimum
# and ours is no slower.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

# Debian's own Python, for it is that one which sees Debian's packages.
python=/usr/bin/python3
if ! $python -c 'import scipy.optimize' 2>/dev/null; then
    [ "$(id -u)" = 0 ] || { echo "pairing.sh: scipy is missing. Run as root: apt-get install python3-scipy"; exit 1; }
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq && apt-get install -y -qq --no-install-recommends python3-scipy >/dev/null
fi

folder=$(mktemp -d "${TMPDIR:-/tmp}/modellkommuner-pairing.XXXXXX")
trap 'rm -rf "$folder"' EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
dotnet build tests/ModelMunicipalities.Benchmarks -c Release --disable-build-servers -v quiet
dotnet run -c Release --no-build --project tests/ModelMunicipalities.Benchmarks -- pairing "$folder"
$python tests/ModelMunicipalities.Benchmarks/pairing.py "$folder"

#!/usr/bin/env bash
# Makes the virtual environment of `tests/servers/judge`: the official Python client, and Python's protobuf with Prometheus' own messages.
#
# Does nothing where it is already there with the same versions, so that tests run without a network afterwards.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly environment=target/python-venv
readonly requirements=tests/servers/judge/requirements.txt
readonly installed=$environment/requirements.txt
readonly messages=$environment/metrics.pb
# Where Debian has the messages, and where those have what they import.
readonly model=/usr/share/gocode/src/github.com/prometheus/client_model
readonly google=/usr/include

if [[ -e $messages ]] && cmp --silent "$requirements" "$installed"; then
    echo "python.sh: nothing to do: $environment"
    exit 0
fi

echo "python.sh: making $environment"
rm --recursive --force "$environment"
python3 -m venv "$environment"
"$environment/bin/pip" install --quiet --disable-pip-version-check --requirement "$requirements"
protoc --proto_path="$model" --proto_path="$google" --include_imports --descriptor_set_out="$messages" \
    io/prometheus/client/metrics.proto
# Last, so that what was broken off is made anew.
cp "$requirements" "$installed"

#!/bin/sh
# Runs an oracle script with the reference Python: run_oracle.sh SCRIPT DRIVER
exec "${REFERENCE_PYTHON:-/usr/bin/python3.11}" "$@"

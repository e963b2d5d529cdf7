#pragma once

// For modules that include it by this name.
#include "Python.h"

"""The rule of the limited-API modules: abi3_module(name, libraries) builds NAME.abi3.so from the folder NAME."""

def abi3_module(name, libraries = [], includes = []):
    """Builds one module.

    Args:
      name: the module; its sources are in the folder of that name.
      libraries: system libraries to link, without "-l".
      includes: further system include directories.
    """
    native.cc_binary(
        name = name + ".abi3.so",
        srcs = native.glob([
            name + "/*.cpp",
            name + "/*.h",
        ]),
        copts = [
            "-fPIC",
            "-fvisibility=hidden",
        ] + ["-isystem" + directory for directory in includes],
        features = ["-thin_lto"],
        # The symbols of Python are those of the program that loads the module. Nothing of the C++ library is used.
        linkopts = [
            "-nostdlib++",
            "-Wl,--gc-sections",
            "-Wl,--exclude-libs,ALL",
        ] + ["-l" + library for library in libraries],
        linkshared = True,
        local_defines = ["Py_LIMITED_API=0x030b0000"],
        tags = ["abi3_module"],
        deps = [
            ":support",
            "//capi_emulation:limited_api",
        ],
    )

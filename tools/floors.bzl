"""Rules that keep the floors of the house apart (see the package groups in the root BUILD.bazel)."""

def _whole_archive_impl(ctx):
    """Passes the libraries of `deps` on so that a linker takes every object file of them."""
    toolchain = ctx.attr._toolchain[cc_common.CcToolchainInfo]
    features = cc_common.configure_features(ctx = ctx, cc_toolchain = toolchain)
    linker_inputs = []
    for dependency in ctx.attr.deps:
        for given in dependency[CcInfo].linking_context.linker_inputs.to_list():
            libraries = [
                cc_common.create_library_to_link(
                    actions = ctx.actions,
                    feature_configuration = features,
                    cc_toolchain = toolchain,
                    static_library = library.static_library,
                    pic_static_library = library.pic_static_library,
                    alwayslink = True,
                )
                for library in given.libraries
                if library.static_library or library.pic_static_library
            ]
            linker_inputs.append(cc_common.create_linker_input(
                owner = given.owner,
                libraries = depset(libraries),
                user_link_flags = depset(given.user_link_flags),
            ))
    return [CcInfo(linking_context = cc_common.create_linking_context(
        linker_inputs = depset(linker_inputs, order = "topological"),
    ))]

_whole_archive = rule(
    implementation = _whole_archive_impl,
    attrs = {
        "deps": attr.label_list(providers = [CcInfo]),
        "_toolchain": attr.label(default = "@bazel_tools//tools/cpp:current_cc_toolchain"),
    },
    fragments = ["cpp"],
    toolchains = ["@bazel_tools//tools/cpp:toolchain_type"],
)

def floor_link_test(name, deps):
    """A test that passes if `deps` link completely with nothing but what they declare.

    Every object file of `deps` and of what they depend on is linked into a program with an empty main: a symbol
    that only a floor below defines is an error of the linker.

    Args:
      name: name of the test, by convention `link_test`.
      deps: the libraries of one floor.
    """
    _whole_archive(
        name = name + "_whole",
        testonly = True,
        visibility = ["//visibility:private"],
        deps = deps,
    )
    native.cc_test(
        name = name,
        size = "small",
        srcs = ["//tools:empty_main.cpp"],
        linkopts = ["-Wl,--no-gc-sections"],
        linkstatic = True,
        deps = [":%s_whole" % name],
    )

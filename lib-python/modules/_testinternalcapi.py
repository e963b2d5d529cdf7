"""What CPython's own tests ask about the interpreter: its configuration. The rest of CPython's module of this name tests C code
that does not exist here."""

SIZEOF_PYGC_HEAD = 16


def get_config():
    """The settings of this interpreter, by the names of CPython's PyConfig."""
    import sys
    flags = sys.flags
    return {
        'isolated': flags.isolated, 'use_environment': int(not flags.ignore_environment), 'dev_mode': int(flags.dev_mode),
        'install_signal_handlers': 1, 'use_hash_seed': int(not flags.hash_randomization), 'hash_seed': 0,
        'faulthandler': int('faulthandler' in sys._xoptions), 'tracemalloc': 0, 'import_time': int('importtime' in sys._xoptions),
        'code_debug_ranges': int('no_debug_ranges' not in sys._xoptions), 'show_ref_count': 0, 'dump_refs': 0, 'malloc_stats': 0,
        'filesystem_encoding': sys.getfilesystemencoding(), 'filesystem_errors': sys.getfilesystemencodeerrors(),
        'pycache_prefix': sys.pycache_prefix, 'argv': list(sys.argv), 'warnoptions': list(sys.warnoptions),
        'xoptions': [name if value is True else f'{name}={value}' for name, value in sys._xoptions.items()],
        'module_search_paths': list(sys.path), 'stdlib_dir': getattr(sys, '_stdlib_dir', None), 'executable': sys.executable,
        'base_executable': getattr(sys, '_base_executable', sys.executable), 'prefix': sys.prefix, 'base_prefix': sys.base_prefix,
        'exec_prefix': sys.exec_prefix, 'base_exec_prefix': sys.base_exec_prefix, 'platlibdir': sys.platlibdir,
        'site_import': int(not flags.no_site), 'bytes_warning': flags.bytes_warning,
        'warn_default_encoding': flags.warn_default_encoding, 'inspect': flags.inspect, 'interactive': flags.interactive,
        'optimization_level': flags.optimize, 'parser_debug': flags.debug, 'write_bytecode': int(not flags.dont_write_bytecode),
        'verbose': flags.verbose, 'quiet': flags.quiet, 'user_site_directory': int(not flags.no_user_site),
        'orig_argv': list(sys.orig_argv), 'safe_path': int(flags.safe_path), 'use_frozen_modules': 0, '_isolated_interpreter': 0,
    }


def get_configs():
    """The settings in the three groups that CPython's start-up has."""
    import sys
    config = get_config()
    flags = sys.flags
    pre_config = {'isolated': config['isolated'], 'use_environment': config['use_environment'], 'utf8_mode': flags.utf8_mode,
                  'dev_mode': config['dev_mode'], 'parse_argv': 1, 'configure_locale': 1, 'coerce_c_locale': 0,
                  'coerce_c_locale_warn': 0, 'allocator': 0}
    global_config = {'Py_UTF8Mode': flags.utf8_mode, 'Py_DebugFlag': flags.debug, 'Py_VerboseFlag': flags.verbose,
                     'Py_QuietFlag': flags.quiet, 'Py_InteractiveFlag': flags.interactive, 'Py_InspectFlag': flags.inspect,
                     'Py_OptimizeFlag': flags.optimize, 'Py_NoSiteFlag': flags.no_site,
                     'Py_BytesWarningFlag': flags.bytes_warning, 'Py_IgnoreEnvironmentFlag': flags.ignore_environment,
                     'Py_DontWriteBytecodeFlag': int(flags.dont_write_bytecode), 'Py_NoUserSiteDirectory': flags.no_user_site,
                     'Py_HashRandomizationFlag': flags.hash_randomization, 'Py_IsolatedFlag': flags.isolated}
    return {'global_config': global_config, 'pre_config': pre_config, 'config': config}


def get_recursion_depth():
    """How many Python frames are active."""
    import sys
    depth, frame = -1, sys._getframe()
    while frame is not None:
        depth, frame = depth + 1, frame.f_back
    return depth

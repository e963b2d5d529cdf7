import sys

print(sys.version_info[:2], sys.maxsize, sys.maxunicode, sys.byteorder, sys.argv[1:], sys.platform, sys.hexversion >> 16 == 0x30B, type(sys.flags).__name__, sys.flags.optimize, sys.getdefaultencoding(), sys.getfilesystemencoding(), sys.stdout.encoding, sys.stdin.encoding, sys.stderr.errors, sys.getrecursionlimit())
print(sys.hash_info.width, sys.hash_info.modulus, sys.hash_info.inf, sys.int_info.bits_per_digit in (30, 60, 63, 64, 15), sys.thread_info.name, sys.dont_write_bytecode in (True, False), sys.is_finalizing(), "json" in sys.stdlib_module_names, "sys" in sys.builtin_module_names, isinstance(sys.path, list), sys.version_info.releaselevel)

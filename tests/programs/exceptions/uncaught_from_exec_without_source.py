exec(compile("def f():\n    raise ValueError('no source')\n", "<generated>", "exec"))
f()

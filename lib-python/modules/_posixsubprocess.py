"""fork and exec for the module subprocess."""


def fork_exec(*args):
    """fork_exec(args, executable_list, close_fds, fds_to_keep, cwd, env,
          stdin for the child, stdin for the parent, stdout for the parent, stdout for the child,
          stderr for the parent, stderr for the child, both ends of errpipe,
          restore_signals, start_new_session, process_group, gid, extra_groups, uid, umask,
          preexec_fn, allow_vfork)

Start a child process that runs the first program of executable_list that can be run; the result is its number.

What goes wrong in the child before that is written to errpipe as 'exception name:errno in hexadecimal:text'."""
    ...

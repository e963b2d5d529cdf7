"""Operations of the operating system, as POSIX defines them. Use them through the module os."""

__initialize__ = True


def WCOREDUMP(status, /):
    """Whether the process left a core file."""
    ...


def WEXITSTATUS(status):
    """The exit code in a status."""
    ...


def WIFCONTINUED(status):
    """Return True if a particular process was continued from a job control stop."""
    ...


def WIFEXITED(status):
    """Whether the process ended by itself."""
    ...


def WIFSIGNALED(status):
    """Whether a signal ended the process."""
    ...


def WIFSTOPPED(status):
    """Whether the process was stopped."""
    ...


def WSTOPSIG(status):
    """The signal that stopped the process."""
    ...


def WTERMSIG(status):
    """The signal that ended the process."""
    ...


def _exit(status):
    """Ends the process at once: no handlers, no flushing."""
    ...


def _path_normpath(path):
    """Normalise a path: double slashes, dots."""
    ...


def abort():
    """Abort the interpreter immediately."""
    ...


def access(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True):
    """Test for access to a path with the real uid and gid."""
    ...


def chdir(path):
    """Change the current working directory."""
    ...


def chmod(path, mode, *, dir_fd=None, follow_symlinks=True):
    """Change the access permissions of a file."""
    ...


def chown(path, uid, gid, *, dir_fd=None, follow_symlinks=True):
    """Change the owner and group id of path."""
    ...


def chroot(path):
    """Makes a folder the root of this process."""
    ...


def close(fd):
    """Close a file descriptor."""
    ...


def closerange(fd_low, fd_high, /):
    """Close all file descriptors in [fd_low, fd_high), ignoring errors."""
    ...


def confstr(name, /):
    """A setting of the system that is text."""
    ...


def copy_file_range(src, dst, count, offset_src=None, offset_dst=None):
    """Copy count bytes from one file descriptor to another."""
    ...


def cpu_count():
    """Return the number of CPUs in the system; None if it cannot be found out."""
    ...


def ctermid():
    """The path of the terminal that controls this process."""
    ...


def device_encoding(fd):
    """Return the encoding of a terminal, None if fd is no terminal."""
    ...


def dup(fd, /):
    """Another descriptor of the same open file, not inherited by child processes."""
    ...


def dup2(fd, fd2, inheritable=True):
    """Duplicate file descriptor fd to fd2."""
    ...


def eventfd(initval, flags=524288):
    """Create and return an event notification file descriptor."""
    ...


def eventfd_read(fd):
    """Read an eventfd value."""
    ...


def eventfd_write(fd, value):
    """Write an eventfd value."""
    ...


def execv(path, argv, /):
    """Replace the process by a program."""
    ...


def execve(path, argv, env):
    """Replace the process by a program with an environment."""
    ...


def fchdir(fd):
    """Change to the directory of a file descriptor."""
    ...


def fchmod(fd, mode):
    """Change the access permissions of the file given by file descriptor fd."""
    ...


def fchown(fd, uid, gid):
    """Change the owner and group id of the file given by file descriptor."""
    ...


def fdatasync(fd):
    """Writes the content of a file to its device; metadata may wait."""
    ...


def fork():
    """Fork a child process; 0 in the child, the child's pid in the parent."""
    ...


def forkpty():
    """Fork a new process with a new pseudo-terminal as controlling tty."""
    ...


def fpathconf(fd, name, /):
    """Return the configuration limit name for the file descriptor fd."""
    ...


def fspath(path):
    """Return the file system path representation of the object."""
    ...


def fstat(fd):
    """Perform a stat system call on the given file descriptor."""
    ...


def fstatvfs(fd, /):
    """Perform an fstatvfs system call on the given fd."""
    ...


def fsync(fd):
    """Writes a file to its device."""
    ...


def ftruncate(fd, length, /):
    """Cuts or extends an open file to a length."""
    ...


def get_blocking(fd, /):
    """Return False if the O_NONBLOCK flag of fd is set."""
    ...


def get_inheritable(fd, /):
    """Get the close-on-exec flag of the file descriptor."""
    ...


def get_terminal_size(fd=1, /):
    """Return the size of the terminal window as (columns, lines)."""
    ...


def getcwd():
    """Return the current working directory."""
    ...


def getcwdb():
    """Return the current working directory as bytes."""
    ...


def getegid():
    """Return the effective group id."""
    ...


def geteuid():
    """Return the effective user id."""
    ...


def getgid():
    """Return the group id."""
    ...


def getgrouplist(user, group, /):
    """Return the groups to which a user belongs."""
    ...


def getgroups():
    """Return the supplemental group ids of the process."""
    ...


def getloadavg():
    """Return average recent system load over 1, 5 and 15 minutes."""
    ...


def getlogin():
    """The name of the user who logged in on the terminal."""
    ...


def getpgid(pid):
    """Return the process group id of a process."""
    ...


def getpgrp():
    """The process group of this process."""
    ...


def getpid():
    """The number of this process."""
    ...


def getppid():
    """Return the parent's process id."""
    ...


def getpriority(which, who):
    """The scheduling priority of processes."""
    ...


def getrandom(size, flags=0):
    """Random bytes from the kernel."""
    ...


def getresgid():
    """Return (real, effective, saved) group ids."""
    ...


def getresuid():
    """Return (real, effective, saved) user ids."""
    ...


def getsid(pid, /):
    """Return the session id of a process."""
    ...


def getuid():
    """Return the user id."""
    ...


def getxattr(path, attribute, *, follow_symlinks=True):
    """Return the value of an extended attribute of path."""
    ...


def initgroups(username, gid, /):
    """Initialise the group access list."""
    ...


def isatty(fd, /):
    """Return True if fd is connected to a terminal."""
    ...


def kill(pid, signal, /):
    """Sends a signal to a process."""
    ...


def killpg(pgid, signal, /):
    """Sends a signal to a process group."""
    ...


def lchown(path, uid, gid):
    """Change the owner and group id of path, not following symbolic links."""
    ...


def link(src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True):
    """Create a hard link to a file."""
    ...


def listdir(path=None):
    """Return the names of the files in a directory."""
    ...


def listxattr(path=None, *, follow_symlinks=True):
    """Return the names of extended attributes on path."""
    ...


def lockf(fd, command, length, /):
    """Apply, test or remove a POSIX lock on an open file descriptor."""
    ...


def login_tty(fd, /):
    """Prepare the tty of which fd is a file descriptor for a new login session."""
    ...


def lseek(fd, position, whence, /):
    """Set the position of a file descriptor; return the new position."""
    ...


def lstat(path, *, dir_fd=None):
    """Perform a stat system call without following symbolic links."""
    ...


def major(device, /):
    """Extract the major number from a raw device number."""
    ...


def makedev(major, minor, /):
    """Compose a raw device number."""
    ...


def memfd_create(name, flags=1):
    """Create an anonymous file that lives in memory."""
    ...


def minor(device, /):
    """Extract the minor number from a raw device number."""
    ...


def mkdir(path, mode=511, *, dir_fd=None):
    """Create a directory."""
    ...


def mkfifo(path, mode=438, *, dir_fd=None):
    """Create a named pipe."""
    ...


def mknod(path, mode=384, device=0, *, dir_fd=None):
    """Create a node in the file system."""
    ...


def nice(increment, /):
    """Add increment to the priority of the process and return the new one."""
    ...


def open(path, flags, mode=511, *, dir_fd=None):
    """Open a file for low level IO; return a file descriptor."""
    ...


def openpty():
    """Open a pseudo-terminal; return (master_fd, slave_fd)."""
    ...


def pathconf(path, name):
    """Return the configuration limit name for the file or directory path."""
    ...


def pidfd_open(pid, flags=0):
    """Return a file descriptor referring to a process."""
    ...


def pipe():
    """Create a pipe; return (read_fd, write_fd)."""
    ...


def pipe2(flags, /):
    """Create a pipe with flags set atomically."""
    ...


def posix_fadvise(fd, offset, length, advice, /):
    """Announce an intention to access data in a specific pattern."""
    ...


def posix_fallocate(fd, offset, length, /):
    """Ensure that disk space is allocated."""
    ...


def posix_spawn(path, argv, env, /, *, file_actions=..., setpgroup=..., resetids=False, setsid=False,
        setsigmask=..., setsigdef=..., scheduler=...):
    """Execute a program in a new process."""
    ...


def posix_spawnp(path, argv, env, /, *, file_actions=..., setpgroup=..., resetids=False, setsid=False,
        setsigmask=..., setsigdef=..., scheduler=...):
    """Execute a program found along PATH in a new process."""
    ...


def pread(fd, length, offset, /):
    """Read from a position, leaving the file offset unchanged."""
    ...


def preadv(fd, buffers, offset, flags=0, /):
    """Read from a position into a sequence of buffers."""
    ...


def putenv(name, value, /):
    """Sets a variable in the environment of this process."""
    ...


def pwrite(fd, buffer, offset, /):
    """Write at a position, leaving the file offset unchanged."""
    ...


def pwritev(fd, buffers, offset, flags=0, /):
    """Write a sequence of buffers at a position."""
    ...


def read(fd, length, /):
    """Read from a file descriptor; return bytes."""
    ...


def readlink(path, *, dir_fd=None):
    """Return the path to which a symbolic link points."""
    ...


def readv(fd, buffers, /):
    """Read from a file descriptor into a sequence of buffers."""
    ...


def register_at_fork(*, before=..., after_in_child=..., after_in_parent=...):
    """Register callables to be called when forking."""
    ...


def remove(path, *, dir_fd=None):
    """Remove a file."""
    ...


def removexattr(path, attribute, *, follow_symlinks=True):
    """Remove an extended attribute of path."""
    ...


def rename(src, dst, *, src_dir_fd=None, dst_dir_fd=None):
    """Rename a file or directory."""
    ...


def replace(src, dst, *, src_dir_fd=None, dst_dir_fd=None):
    """Rename a file or directory, overwriting the destination."""
    ...


def rmdir(path, *, dir_fd=None):
    """Remove a directory."""
    ...


def scandir(path=None):
    """Return an iterator of DirEntry objects for a path."""
    ...


def sched_get_priority_max(policy):
    """The highest priority that a scheduling policy has."""
    ...


def sched_get_priority_min(policy):
    """The lowest priority that a scheduling policy has."""
    ...


def sched_getaffinity(pid, /):
    """Return the set of CPUs that a process may run on."""
    ...


def sched_getparam(pid, /):
    """Return the scheduling parameters of a process."""
    ...


def sched_getscheduler(pid, /):
    """Get the scheduling policy of a process."""
    ...


def sched_rr_get_interval(pid, /):
    """Return the round-robin quantum of a process in seconds."""
    ...


def sched_setaffinity(pid, mask, /):
    """Set the CPUs that a process may run on."""
    ...


def sched_setparam(pid, param, /):
    """Set the scheduling parameters of a process."""
    ...


def sched_setscheduler(pid, policy, param, /):
    """Set the scheduling policy of a process."""
    ...


def sched_yield():
    """Lets other threads run first."""
    ...


def sendfile(out_fd, in_fd, offset, count):
    """Copy count bytes from in_fd to out_fd."""
    ...


def set_blocking(fd, blocking, /):
    """Set the blocking mode of a file descriptor."""
    ...


def set_inheritable(fd, inheritable, /):
    """Set the inheritable flag of a file descriptor."""
    ...


def setegid(egid, /):
    """Set the effective group id."""
    ...


def seteuid(euid, /):
    """Set the effective user id."""
    ...


def setgid(gid, /):
    """Set the group id."""
    ...


def setgroups(groups, /):
    """Set the supplemental group ids."""
    ...


def setpgid(pid, pgrp, /):
    """Set the process group of a process."""
    ...


def setpgrp():
    """Make the process the leader of its process group."""
    ...


def setpriority(which, who, priority):
    """Sets the scheduling priority of processes."""
    ...


def setregid(rgid, egid, /):
    """Set the real and effective group ids."""
    ...


def setresgid(rgid, egid, sgid, /):
    """Set the real, effective and saved group ids."""
    ...


def setresuid(ruid, euid, suid, /):
    """Set the real, effective and saved user ids."""
    ...


def setreuid(ruid, euid, /):
    """Set the real and effective user ids."""
    ...


def setsid():
    """Start a new session."""
    ...


def setuid(uid, /):
    """Set the user id."""
    ...


def setxattr(path, attribute, value, flags=0, *, follow_symlinks=True):
    """Set an extended attribute of path."""
    ...


def splice(src, dst, count, offset_src=None, offset_dst=None, flags=0):
    """Transfer count bytes between two descriptors, one of them a pipe."""
    ...


def stat(path, *, dir_fd=None, follow_symlinks=True):
    """Perform a stat system call on the given path."""
    ...


def statvfs(path):
    """Perform a statvfs system call on the given path."""
    ...


def strerror(code, /):
    """Translate an error number to a message."""
    ...


def symlink(src, dst, target_is_directory=False, *, dir_fd=None):
    """Create a symbolic link to src named dst."""
    ...


def sync():
    """Asks the kernel to write all buffers to their devices."""
    ...


def sysconf(name, /):
    """A setting of the system that is a number."""
    ...


def system(command):
    """Runs a command in a shell and returns its status."""
    ...


def tcgetpgrp(fd, /):
    """Return the process group of the terminal given by fd."""
    ...


def tcsetpgrp(fd, pgid, /):
    """Set the process group of the terminal given by fd."""
    ...


def times():
    """Return process and system times."""
    ...


def truncate(path, length):
    """Truncate a file, given by path or descriptor, to a length."""
    ...


def ttyname(fd, /):
    """Return the name of the terminal device connected to fd."""
    ...


def umask(mask, /):
    """Set the current umask and return the previous one."""
    ...


def uname():
    """Return an object identifying the current operating system."""
    ...


def unlink(path, *, dir_fd=None):
    """Remove a file."""
    ...


def unsetenv(name, /):
    """Removes a variable from the environment of this process."""
    ...


def urandom(size, /):
    """Return random bytes suitable for cryptographic use."""
    ...


def utime(path, times=None, *, ns=..., dir_fd=None, follow_symlinks=True):
    """Set the access and modified time of path."""
    ...


def wait():
    """Wait for a child process; return (pid, status)."""
    ...


def wait3(options):
    """Wait for a child process; return (pid, status, rusage)."""
    ...


def wait4(pid, options):
    """Wait for a specific child process; return (pid, status, rusage)."""
    ...


def waitid(idtype, id, options, /):
    """Return the result of waiting for a process or processes."""
    ...


def waitpid(pid, options, /):
    """Wait for a child process; return (pid, status)."""
    ...


def waitstatus_to_exitcode(status):
    """Convert a wait status to an exit code."""
    ...


def write(fd, data, /):
    """Write bytes to a file descriptor."""
    ...


def writev(fd, buffers, /):
    """Write a sequence of buffers to a file descriptor."""
    ...


class DirEntry(kind="DirEntry", no_instances=True, final=True):
    """An entry of a directory, as scandir() finds it."""

    name = member("name", readonly=True)
    path = member("path", readonly=True)

    def __repr__(self, /): ...
    def is_dir(self, *, follow_symlinks=True):
        """Return True if the entry is a directory."""
        ...
    def is_file(self, *, follow_symlinks=True):
        """Return True if the entry is a file."""
        ...
    def is_symlink(self):
        """Return True if the entry is a symbolic link."""
        ...
    def stat(self, *, follow_symlinks=True):
        """Return the stat_result of the entry, kept after the first call."""
        ...
    def inode(self):
        """Return the inode of the entry."""
        ...
    def __fspath__(self):
        """Return the path of the entry."""
        ...
    @classmethod
    def __class_getitem__(cls, item, /):
        """See PEP 585."""
        ...


class ScandirIterator(kind="ScandirIterator", no_instances=True, final=True):
    """Iterates over the entries of a directory."""

    def __iter__(self, /): ...
    def __next__(self, /): ...
    def __enter__(self): ...
    def __exit__(self, *args): ...
    def close(self):
        """Close the iterator and free its resources."""
        ...
    def __del__(self, /): ...

#pragma once

#include <sys/types.h>

#include <csignal>
#include <vector>

// What the child of fork_exec() does between fork and exec.
//
// The child may share its memory with the parent, which stands still meanwhile (vfork), and other
// threads may have held any lock at the moment of the fork. So everything it needs is laid ready in
// a ChildPlan, and it only makes system calls: no allocation, no locks, no buffered streams. The
// one exception is preexec_fn, which its caller knows to be dangerous; vfork is not used then.

namespace pyro {

struct ChildPlan {
  char* const* arguments = nullptr;
  char* const* environment = nullptr;  // null: the parent's
  std::vector<char*> executables;      // tried in turn, as long as none is found
  const char* directory = nullptr;     // null: the parent's
  bool close_descriptors = false;      // from 3 on, but those to keep
  std::vector<int> kept_descriptors;   // ascending
  // Ends of the three pipes, -1: none. The first of each pair is for reading.
  int stdin_read, stdin_write, stdout_read, stdout_write, stderr_read, stderr_write;
  int error_read, error_write;   // the pipe by which failures are told
  bool restore_signals = false;  // those that Python ignores
  bool new_session = false;
  int process_group = -1;  // -1: the parent's
  bool set_group = false, set_groups = false, set_user = false;
  gid_t group = 0;
  uid_t user = 0;
  std::vector<gid_t> groups;
  int umask = -1;                         // -1: the parent's
  const sigset_t* signal_mask = nullptr;  // to be restored; null: unchanged
  // Runs preexec_fn; false if it failed.
  bool (*before_exec)(void* context) = nullptr;
  void* context = nullptr;
};

// Never returns.
[[noreturn]] void run_child(ChildPlan& plan);

}  // namespace pyro

#define UNW_LOCAL_ONLY
#include <absl/container/inlined_vector.h>
#include <absl/strings/str_cat.h>
#include <expat.h>
#include <gtest/gtest.h>
#include <libunwind.h>
#include <zlib.h>

#include "tools/selftest/greeting.h"
#include "tools/selftest/numbers.h"

namespace pyro {
namespace {

TEST(BuildTest, LanguageIsCpp20) { EXPECT_GE(__cplusplus, 202002L); }

TEST(BuildTest, TailCallsAreAvailable) {
  EXPECT_TRUE(__has_cpp_attribute(clang::musttail));
  EXPECT_TRUE(__has_attribute(preserve_none));
}

TEST(BuildTest, DebugIsTheOppositeOfRelease) {
#if defined(PYRO_DEBUG) == defined(NDEBUG)
  FAIL() << "exactly one of PYRO_DEBUG and NDEBUG is to be set";
#endif
}

TEST(BuildTest, GeneratorRan) { EXPECT_STREQ(kGreeting, "generated"); }

TEST(BuildTest, GmpLinks) { EXPECT_EQ(multiply_low(1u << 31, 6), 12884901888u); }

TEST(BuildTest, DoubleConversionLinks) { EXPECT_EQ(shortest_text(0.1), "0.1"); }

TEST(BuildTest, AbseilLinks) {
  EXPECT_EQ(count_distinct("hidden class"), 10);
  absl::InlinedVector<int, 2> numbers = {1, 2, 3};
  EXPECT_EQ(absl::StrCat(numbers.size(), " numbers"), "3 numbers");
}

TEST(BuildTest, SystemLibrariesLink) {
  EXPECT_NE(zlibVersion(), nullptr);
  EXPECT_NE(XML_ExpatVersion(), nullptr);
  unw_context_t context;
  EXPECT_EQ(unw_getcontext(&context), 0);
}

}  // namespace
}  // namespace pyro

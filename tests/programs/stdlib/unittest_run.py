import io
import unittest


class Tests(unittest.TestCase):
    def setUp(self):
        self.items = [1]

    def test_equal(self):
        self.assertEqual(self.items, [1])

    def test_fails(self):
        self.assertEqual({"a": 1}, {"a": 2})

    def test_error(self):
        raise ValueError("v")

    def test_raises(self):
        with self.assertRaisesRegex(ValueError, "invalid literal") as caught:
            int("x")
        self.assertIn("x", str(caught.exception))

    @unittest.skip("reason")
    def test_skipped(self):
        pass

    def test_subtests(self):
        for n in range(3):
            with self.subTest(n=n):
                self.assertNotEqual(n, 1)


result = unittest.TextTestRunner(io.StringIO(), verbosity=0).run(unittest.defaultTestLoader.loadTestsFromTestCase(Tests))
print(result.testsRun, [str(t) for t, _ in result.failures], [t.id() for t, _ in result.errors], result.skipped[0][1], result.wasSuccessful())
for text in ("assertEqual(1, 2)", "assertTrue(0)", "assertIn(1, [])", "assertIsNone(5)", "assertAlmostEqual(1, 2)", "assertListEqual([1], [2])", "assertRaises(ValueError, int, 5)", "assertIsInstance(1, str)", "assertDictEqual({}, {1: 2})", "assertMultiLineEqual('a\\nb', 'a\\nc')", "assertCountEqual([1], [2])", "fail('m')"):
    try:
        eval("unittest.TestCase()." + text)
    except AssertionError as error:
        print(error)

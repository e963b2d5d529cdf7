from unittest import mock

m = mock.Mock(return_value=5, side_effect=[1, 2])
print(m(1), m("a", k=2), m.call_count, m.call_args, m.mock_calls, m.called)
m.method.return_value.attribute = 7
print(m.method().attribute)
try:
    m.assert_called_once()
except AssertionError as error:
    print(error.args[0].split("\n")[0])
with mock.patch("os.getcwd", return_value="patched"):
    import os

    print(os.getcwd())
magic = mock.MagicMock()
magic.__len__.return_value = 3
print(len(magic), magic[0] is magic[0], mock.sentinel.x, mock.call(1, a=2))
with mock.patch.dict("os.environ", {"PYRO_X": "1"}):
    print(os.environ["PYRO_X"])
print("PYRO_X" in os.environ)

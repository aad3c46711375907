using Microsoft.Extensions.Logging.Testing;
using WasiHal.Hosting.Policy;
using WasiHal.Hosting.Wasm;

namespace WasiHal.Hosting.Tests.Policy;

public sealed class GuardedGuestTests : IDisposable
{
    private readonly FakeLogger _logger = new();
    private readonly ActingGuest _guest = new();

    private static IDisposable NoLease => new MemoryStream();

    [Fact]
    public void ListActions_LeavesOutWhatIsNotGranted_CountsItAndLogsItOnce()
    {
        var policy = Policy(asked: ["calibrate", "reset"], granted: ["reset", "erase"]);
        var sut = new GuardedGuest(_guest, policy, NoLease);
        _guest.Names = ["calibrate", "reset", "erase"];

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(["reset"], sut.ListActions().Select(action => action.Name));
        }

        Assert.Equal(
            [
                new RefusedCall("action calibrate", 3, "plugins.oled.permissions.actions"),
                new RefusedCall("action erase", 3, "[tool.wasihal] actions in oled/app.py"),
            ],
            policy.Permissions.Refused);
        Assert.Equal(
            [
                "oled was refused: action calibrate is not granted: add \"calibrate\" to plugins.oled.permissions.actions",
                "oled was refused: action erase is not asked for: add it to [tool.wasihal] actions in oled/app.py",
            ],
            _logger.Collector.GetSnapshot().Select(record => record.Message));
    }

    [Fact]
    public void Invoke_Granted_ReachesTheGuest()
    {
        var sut = new GuardedGuest(_guest, Policy(asked: ["reset"], granted: ["reset"]), NoLease);

        Assert.Equal("reset {}", sut.Invoke("reset", "{}"));
    }

    [Theory]
    [InlineData("calibrate", "action calibrate is not granted: add \"calibrate\" to plugins.oled.permissions.actions")]
    [InlineData("erase", "action erase is not asked for: add it to [tool.wasihal] actions in oled/app.py")]
    [InlineData("Calibrate", "action Calibrate is not asked for: add it to [tool.wasihal] actions in oled/app.py")]
    [InlineData("", "\"\" names no action: a name is 1 to 64 of A-Z a-z 0-9 . _ - beginning with a letter or digit")]
    [InlineData("a\nb", "\"a\\u000ab\" names no action: a name is 1 to 64 of A-Z a-z 0-9 . _ - beginning with a letter or digit")]
    public void Invoke_NotGranted_AnswersWhyAndDoesNotReachTheGuest(string name, string message)
    {
        var sut = new GuardedGuest(_guest, Policy(asked: ["calibrate"], granted: ["erase"]), NoLease);

        Assert.Equal(message, Assert.Throws<PluginFailedException>(() => sut.Invoke(name, "{}")).Message);
        Assert.Empty(_guest.Invoked);
    }

    [Theory]
    [InlineData("reset", "list gave the action \"reset\" twice")]
    [InlineData("", "list gave an action \"\": a name is 1 to 64 of A-Z a-z 0-9 . _ - beginning with a letter or digit")]
    [InlineData("re set", "list gave an action \"re set\": a name is 1 to 64 of A-Z a-z 0-9 . _ - beginning with a letter or digit")]
    [InlineData("reset\u001b[2J", "list gave an action \"reset\\u001b[2J\": a name is 1 to 64 of A-Z a-z 0-9 . _ - beginning with a letter or digit")]
    public void ListActions_TwiceOrMalformed_Fails(string second, string message)
    {
        _guest.Names = ["reset", second];
        var sut = new GuardedGuest(_guest, Policy(asked: ["reset"], granted: ["reset"]), NoLease);

        Assert.Equal(message, Assert.Throws<PluginFailedException>(sut.ListActions).Message);
    }

    public void Dispose() => _guest.Dispose();

    private PluginPolicy Policy(string[] asked, string[] granted) =>
        new("oled", "oled/app.py", PermissionSet.Of(asked.Select(Capability.Action)), PermissionSet.Of(granted.Select(Capability.Action)), _logger);

    private sealed class ActingGuest : IGuest
    {
        public string[] Names { get; set; } = [];

        public List<string> Invoked { get; } = [];

        public IReadOnlyList<PluginKind> Kinds => [PluginKind.Actions];

        public long MemoryBytes => 0;

        public void Poll(MeasurementBuffer measurements) => throw new NotSupportedException();

        public string Render(string snapshotJson) => throw new NotSupportedException();

        public void Update(string snapshotJson) => throw new NotSupportedException();

        public IReadOnlyList<PluginAction> ListActions() => [.. Names.Select(name => new PluginAction(name, name, ""))];

        public string Invoke(string name, string argumentsJson)
        {
            Invoked.Add(name);
            return $"{name} {argumentsJson}";
        }

        public void Dispose()
        {
        }
    }
}

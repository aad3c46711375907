using Microsoft.Extensions.Logging;
using WasiHal.Hosting.Tests.Runtime;

namespace WasiHal.Hosting.Tests.Python;

/// <summary>How a call ends that does not simply return: exits, deep recursion, output that was begun.</summary>
[Collection(GuestCollection.Name)]
public sealed class PluginCallTests(GuestWorkshop workshop)
{
    [Theory]
    [InlineData("sys.exit()", "SystemExit (probe.py, line 11)")]
    [InlineData("sys.exit(3)", "SystemExit: 3 (probe.py, line 11)")]
    [InlineData("raise KeyboardInterrupt", "KeyboardInterrupt (probe.py, line 11)")]
    public async Task Poll_Exit_EndsOnlyTheCall(string statement, string message)
    {
        var source = GuestWorkshop.Sensor($"global polls\npolls += 1\nif polls == 1: {statement}\nreturn []", "import sys\npolls = 0");
        var instance = await workshop.StartAsync(GuestWorkshop.Define(source));
        await using (instance)
        {
            var first = await instance.PollAsync();
            var second = await instance.PollAsync();

            Assert.Equal(message, first.Failure?.Message);
            Assert.False(first.IsLost);
            Assert.Null(second.Failure);
        }
    }

    [Theory]
    [InlineData("os._exit(3)", "the plugin ended its own process (exit code 3)")]
    [InlineData("os.abort()", "trap: the plugin aborted")]
    public async Task Poll_ProcessExit_LosesTheInstanceAndNobodyElse(string statement, string message)
    {
        var other = await workshop.StartAsync(GuestWorkshop.Define(GuestWorkshop.Sensor("return []"), id: "other"));
        var instance = await workshop.StartAsync(GuestWorkshop.Define(GuestWorkshop.Sensor(statement, "import os")));
        await using (other)
        await using (instance)
        {
            var report = await instance.PollAsync();

            Assert.True(report.IsLost);
            Assert.Equal(message, report.Failure?.Message);
            Assert.Null((await other.PollAsync()).Failure);
        }
    }

    [Fact]
    public async Task Load_SystemExit_IsAFailureToLoad()
    {
        var failure = await Assert.ThrowsAsync<PluginFailedException>(() => workshop.StartAsync(GuestWorkshop.Define("import sys\nsys.exit('no hardware')\n")));

        Assert.Equal("SystemExit: no hardware (probe.py, line 2)", failure.Message);
    }

    [Theory]
    [InlineData("def f(): f()\nf()", true)]
    [InlineData("f = lambda: sorted([1], key=lambda _: f())\nf()", true)]
    [InlineData("class A:\n    def __getattr__(self, name): return getattr(self, name + 'x')\nA().x", true)]
    [InlineData("sys.setrecursionlimit(10 ** 9)\ndef f(): f()\nf()", false)]
    [InlineData("sys.setrecursionlimit(10 ** 9)\nf = lambda: sorted([1], key=lambda _: f())\nf()", false)]
    [InlineData("json.loads('[' * 200_000)", false)]
    [InlineData("eval('(' * 100_000)", false)]
    [InlineData("eval('-' * 100_000 + '1')", false)]
    [InlineData("deep = []\nfor _ in range(100_000): deep = [deep]\nrepr(deep)", false)]
    [InlineData("deep = []\nfor _ in range(100_000): deep = [deep]\ndel deep\nraise MemoryError('freed')", false)]
    [InlineData("re.compile('(' * 20_000 + ')' * 20_000)", false)]
    public async Task Poll_DeepRecursion_IsAnExceptionOrACleanLoss(string body, bool mustSurvive)
    {
        var limits = new PluginLimits { CallDeadline = new Duration(TimeSpan.FromSeconds(20)) };
        var source = GuestWorkshop.Sensor(
            $"global polls\npolls += 1\nif polls > 1: return []\n{body}\nreturn []",
            "import json, re, sys\npolls = 0");
        var instance = await workshop.StartAsync(GuestWorkshop.Define(source, limits: limits));
        await using (instance)
        {
            var report = await instance.PollAsync();

            Assert.NotNull(report.Failure);
            if (report.IsLost)
            {
                Assert.False(mustSurvive, report.Failure.Message);
                Assert.StartsWith("trap: the call stack is exhausted", report.Failure.Message, StringComparison.Ordinal);
            }
            else
            {
                Assert.Matches("^(RecursionError|MemoryError)", report.Failure.Message);
                Assert.Null((await instance.PollAsync()).Failure);
            }
        }
    }

    [Fact]
    public async Task Time_InTheSandbox_IsTheHosts()
    {
        var before = DateTimeOffset.UtcNow;
        var measurement = Assert.Single(await workshop.PollAsync(GuestWorkshop.Define(GuestWorkshop.Sensor("return [Measurement('s', 'q', Value_Number(time.time()), 's')]", "import time"))));
        var after = DateTimeOffset.UtcNow;

        var seconds = measurement.Value.Number;
        Assert.InRange(seconds, before.ToUnixTimeMilliseconds() / 1000.0, (after.ToUnixTimeMilliseconds() + 1) / 1000.0);
    }

    [Fact]
    public async Task Print_LinesBegunAndEnded_AreOneEventEach()
    {
        const string Body =
            """
            print("one", end=" ")
            print("two")
            print("three\nfour\n")
            sys.stderr.write("careful")
            print("no end", end="", flush=True)
            return []
            """;

        await workshop.PollAsync(GuestWorkshop.Define(GuestWorkshop.Sensor(Body, "import sys"), id: "printer"));

        Assert.Equal(
            [
                (LogLevel.Information, "printer: one two"),
                (LogLevel.Information, "printer: three"),
                (LogLevel.Information, "printer: four"),
                (LogLevel.Information, "printer: no end"),
                (LogLevel.Warning, "printer: careful"),
            ],
            Said("printer").OrderBy(said => said.Level));
    }

    [Fact]
    public async Task Print_ControlCharactersAndLongLines_CannotForgeTheLog()
    {
        await workshop.PollAsync(GuestWorkshop.Define(GuestWorkshop.Sensor("print('a\\x1b[31mred\\rb\\0c')\nprint('x' * 10_000)\nreturn []"), id: "forger"));

        var said = Said("forger").Select(said => said.Message).ToArray();
        Assert.Equal(@"forger: a\x1b[31mred\x0db\x00c", said[0]);
        Assert.Equal(10_000, said.Skip(1).Sum(line => line.Length - "forger: ".Length));
    }

    [Fact]
    public async Task Logging_EveryLevelAndATraceback_KeepTheirLevel()
    {
        const string Body =
            """
            log = logging.getLogger("driver")
            log.setLevel(logging.DEBUG)
            log.debug("d")
            log.info("i %d", 1)
            log.warning("w")
            log.error("e")
            log.critical("c")
            log.info("%d", "no number")
            try:
                1 / 0
            except ZeroDivisionError:
                logging.exception("failed")
            return []
            """;

        await workshop.PollAsync(GuestWorkshop.Define(GuestWorkshop.Sensor(Body, "import logging"), id: "logger"));

        var said = Said("logger");
        Assert.Equal(
            [
                (LogLevel.Debug, "logger: driver: d"),
                (LogLevel.Information, "logger: driver: i 1"),
                (LogLevel.Warning, "logger: driver: w"),
                (LogLevel.Error, "logger: driver: e"),
                (LogLevel.Critical, "logger: driver: c"),
            ],
            said[..5]);
        Assert.Equal(LogLevel.Warning, said[5].Level);
        Assert.Contains("'%d' could not be logged", said[5].Message, StringComparison.Ordinal);
        Assert.Equal(LogLevel.Error, said[6].Level);
        Assert.StartsWith("logger: failed\n    Traceback (most recent call last):", said[6].Message, StringComparison.Ordinal);
        Assert.EndsWith("ZeroDivisionError: division by zero", said[6].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Poll_ExceptionWithStrangeText_IsStillTold()
    {
        const string Imports =
            """
            class Strange(Exception):
                def __str__(self):
                    raise ValueError("no text")
            """;

        var strange = await Assert.ThrowsAsync<PluginFailedException>(() => workshop.PollAsync(GuestWorkshop.Define(GuestWorkshop.Sensor("raise Strange", Imports))));
        var surrogate = await Assert.ThrowsAsync<PluginFailedException>(() => workshop.PollAsync(GuestWorkshop.Define(GuestWorkshop.Sensor("raise OSError('\\udc80 and \\0')"))));
        var empty = await Assert.ThrowsAsync<PluginFailedException>(() => workshop.PollAsync(GuestWorkshop.Define(GuestWorkshop.Sensor("raise Err('')"))));

        Assert.Equal("Strange: <its __str__ raised ValueError> (probe.py, line 10)", strange.Message);
        Assert.Equal(@"OSError: \udc80 and \x00 (probe.py, line 8)", surrogate.Message);
        Assert.Equal("the plugin answered an error without a text", empty.Message);
    }

    private (LogLevel Level, string Message)[] Said(string id) =>
        [.. workshop.Logs.GetSnapshot().Where(record => record.Message.StartsWith(id + ": ", StringComparison.Ordinal)).Select(record => (record.Level, record.Message))];
}

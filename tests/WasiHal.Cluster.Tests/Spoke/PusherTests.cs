using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using WasiHal.Cluster.Logs;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Tests.Spoke;

public sealed class PusherTests : IAsyncLifetime
{
    private HubDouble _hub = null!;
    private TestSpoke _spoke = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _hub = await HubDouble.StartAsync();
        _spoke = new(_hub.Address);
        await _spoke.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _spoke.DisposeAsync();
        await _hub.DisposeAsync();
        Assert.Empty(_hub.Faults);
    }

    [Fact]
    public async Task Push_Readings_AreConfirmedAndDeleted()
    {
        await _spoke.PollAsync(3);
        await _spoke.UntilAsync(() => _spoke.Figures.Confirmed == 3);
        await _spoke.UntilAsync(() => _spoke.Outbox.ConfirmedBatches == 0);

        Assert.Equal([1, 2, 3], _hub.Values);
        Assert.Equal((3, 0, 0), (_spoke.Figures.Taken, _spoke.Figures.WaitingReadings, _spoke.Figures.Lost.Total));
        var push = _hub.Pushes.First(push => push.Sequence is not null);
        Assert.Equal(("spoke", 1, 1), (push.Node, push.Protocol, push.Sequence));
        Assert.Equal(push.Incarnation, push.Status!.Sender);
        Assert.Equal((3, 1, 3, 1, "fake"), (push.Status.Taken, push.Status.WaitingBatches, push.Status.WaitingReadings, push.Status.KeptFrom, push.Status.Hal));
        Assert.Equal(("counting", "room", "number", "1", 15.0), (push.Readings![0].Plugin, push.Readings[0].Sensor, push.Readings[0].Quantity, push.Readings[0].Unit, push.Readings[0].ExpectedEverySeconds));
    }

    [Fact]
    public async Task Heartbeat_NothingToSend_ComesEveryTenSecondsWithThePlugins()
    {
        _spoke.Plugins.Plugins = [new() { Id = "dht22", Node = "spoke", State = PluginState.Parked, Kinds = [PluginKind.Sensor], ExpectedEvery = new(TimeSpan.FromSeconds(15)), LastError = new(_spoke.Time.GetUtcNow(), "no\nacknowledge", "detail"), PollDurations = new(17, 4, [1], [17, 0]), FailedPolls = 2, MemoryBytes = 4096, PollInterval = new(TimeSpan.FromSeconds(5)), Permissions = new(["i2c 1:0x76"], [], [new("i2c 1:0x3c", 3, "plugins.dht22.permissions.i2c")]) }];
        await _spoke.UntilAsync(() => _hub.Pushes.Count >= 1);
        var begin = _spoke.Time.GetUtcNow();
        await _spoke.UntilAsync(() => _hub.Pushes.Count >= 4);

        Assert.InRange(_spoke.Time.GetUtcNow() - begin, TimeSpan.FromSeconds(28), TimeSpan.FromSeconds(45));
        var last = _hub.Pushes[^1];
        Assert.Null(last.Sequence);
        Assert.Null(last.Readings);
        var plugin = Assert.Single(last.Status!.Plugins!);
        Assert.Equal(new PushPlugin("dht22", PluginState.Parked, true, 15, "no acknowledge"), plugin with { Report = null });
        Assert.Equal((17, 2, 4096, 5), (plugin.Report!.EndedPolls, plugin.Report.FailedPolls, plugin.Report.MemoryBytes, plugin.Report.PollIntervalSeconds));
        Assert.Equal([new RefusedCall("i2c 1:0x3c", 3, "plugins.dht22.permissions.i2c")], plugin.Report.Permissions!.Refused);
    }

    [Fact]
    public async Task Log_OfTheSpoke_IsSentUntilTheHubHasIt()
    {
        await _spoke.UntilAsync(() => _hub.Pushes.Count >= 2);
        _hub.Instead = Status(503);
        var ring = _spoke.Get<LogRing>();
        ring.Add(LogLevel.Debug, "spoke", null, "little");
        ring.Add(LogLevel.Warning, "spoke", new('p', 70), "long name");
        for (var number = 0; number < 40; number++)
        {
            ring.Add(LogLevel.Information, "spoke", "dht22", $"{number} {new string('x', 600)}");
        }

        var requests = _hub.Requests;
        await _spoke.UntilAsync(() => _hub.Requests > requests + 1);
        var before = _hub.Pushes.Count;
        _hub.Instead = null;
        await _spoke.UntilAsync(() => _hub.Pushes.Count >= before + 3);

        var told = _hub.Pushes.Skip(before).SelectMany(push => push.Status!.Logs ?? []).ToArray();
        Assert.All(_hub.Pushes, push => Assert.InRange(push.Status!.Logs?.Count ?? 0, 0, PushRules.MaxLogs));
        Assert.Single(told, entry => entry.Message.StartsWith("39 x", StringComparison.Ordinal));
        Assert.All(told, entry => Assert.InRange(entry.Message.Length, 1, PushRules.LongestLog));
        Assert.Equal(told.Select(entry => entry.Id).Distinct(), told.Select(entry => entry.Id));
        Assert.DoesNotContain(told, entry => entry.Message == "little");
        Assert.Contains(told, entry => entry.Plugin == "dht22");
    }

    [Fact]
    public async Task Plugins_WithMoreRightsThanThereIsRoomFor_AreToldWithoutThem()
    {
        string[] rights = [.. Enumerable.Range(0, 50).Select(number => $"i2c 1:0x{number:x2} {new string('r', 200)}")];
        _spoke.Plugins.Plugins = [.. Enumerable.Range(0, 300).Select(number => new PluginStatus { Id = $"p{number}", Node = "spoke", State = PluginState.Running, Permissions = new(rights, rights, []) })];

        await _spoke.UntilAsync(() => _hub.Pushes.Any(push => push.Status!.Plugins!.Count > 0));

        var plugins = _hub.Pushes.First(push => push.Status!.Plugins!.Count > 0).Status!.Plugins!;
        Assert.Equal(PushRules.MaxPlugins, plugins.Count);
        Assert.Equal(8, plugins.Count(plugin => plugin.Report!.Permissions is not null));
        Assert.Equal(PushPluginReport.MaxPermissions, plugins[0].Report!.Permissions!.Asked.Count);
    }

    [Fact]
    public async Task Backlog_HubAwayForAnHour_ArrivesWholeWithTheNewestFirst()
    {
        _hub.Instead = Status(503);
        for (var round = 0; round < 720; round++)
        {
            await _spoke.PollAndWriteAsync(5);
            _spoke.Time.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.Equal(720, _spoke.Figures.WaitingBatches);
        _hub.Instead = null;
        await _spoke.UntilAsync(() => _spoke.Figures.WaitingBatches == 0, TimeSpan.FromSeconds(1));

        Assert.True(_hub.Readings.Count == 3600, $"{_hub.Readings.Count} of 3600 came; {_spoke.Figures}; {_spoke.LogText}");
        Assert.Equal(Enumerable.Range(1, 3600).Select(value => (double)value), _hub.Values.Order());

        // The first one may have been chosen a little before the hub came back.
        Assert.InRange(_hub.Pushes.First(push => push.Readings is not null).More![^1].Readings[^1].Value.Number, 3500, 3600);
        Assert.InRange(_hub.Pushes.Count, 3, 30);
        Assert.Contains(_hub.Pushes, push => push.Status!.KeptFrom > 1);
        Assert.Contains("3122 ", _spoke.LogText, StringComparison.Ordinal);
        Assert.InRange(_spoke.Logs.GetSnapshot().Count(entry => entry.Id.Id == 3123), 1, 2);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Redirect_IsNotFollowed(int status)
    {
        await using var elsewhere = await HubDouble.StartAsync();
        _hub.Instead = context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = elsewhere.Address.ToString();
            return Task.CompletedTask;
        };

        var problem = await RefusedAsync();

        Assert.Equal(0, elsewhere.Requests);
        Assert.Contains("it sends elsewhere", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/html", "<html><body>Accept the terms to use this network</body></html>")]
    [InlineData("application/json", "{}")]
    [InlineData("application/json", "[]")]
    [InlineData("application/json", "null")]
    [InlineData("application/json", "")]
    [InlineData("application/json", "{\"sequence\":1")]
    [InlineData("application/json", "{\"sequence\":1,\"time\":\"2026-03-01T12:00:00.000Z\"}")]
    [InlineData("application/json", "{\"sequence\":1,\"confirmed\":null,\"time\":\"2026-03-01T12:00:00.000Z\"}")]
    [InlineData("application/json", "{\"sequence\":1,\"confirmed\":[],\"time\":\"2026-03-01T12:00:00.000Z\"}")]
    [InlineData("application/json", "{\"sequence\":2,\"confirmed\":[{\"incarnation\":\"x\",\"sequence\":1}],\"time\":\"2026-03-01T12:00:00.000Z\"}")]
    [InlineData("application/json", "{\"sequence\":1,\"confirmed\":[{\"incarnation\":\"x\",\"sequence\":1}],\"time\":\"2026-03-01T12:00:00.000Z\"}")]
    [InlineData("application/json", "{\"sequence\":\"one\",\"confirmed\":7,\"time\":0}")]
    public async Task Answer_With200AndNoConfirmation_ConfirmsNothing(string type, string body)
    {
        _hub.Instead = context =>
        {
            context.Response.ContentType = type;
            return context.Response.WriteAsync(body);
        };

        await RefusedAsync();
    }

    [Theory]
    [InlineData(201)]
    [InlineData(204)]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(413)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Answer_AnyOtherStatus_ConfirmsNothingEvenWithTheRightWords(int status)
    {
        _hub.Instead = async context => await HubDouble.WriteAsync(context, RightAnswer(await _hub.ReadAsync(context)), status);

        await RefusedAsync();
    }

    [Fact]
    public async Task Answer_TheRightWordsAsText_ConfirmsNothing()
    {
        _hub.Instead = async context =>
        {
            await HubDouble.WriteAsync(context, RightAnswer(await _hub.ReadAsync(context)));
        };
        await _spoke.PollAsync();
        await _spoke.UntilAsync(() => _spoke.Figures.Confirmed == 1);
        _hub.Instead = async context =>
        {
            var answer = RightAnswer(await _hub.ReadAsync(context));
            context.Response.OnStarting(() =>
            {
                context.Response.ContentType = "text/plain";
                return Task.CompletedTask;
            });
            await HubDouble.WriteAsync(context, answer);
        };
        await _spoke.PollAsync();
        await _spoke.UntilAsync(() => _spoke.Pusher.State.Problem is not null && _spoke.Figures.WaitingReadings == 1);

        Assert.Equal(1, _spoke.Figures.Confirmed);
    }

    [Fact]
    public async Task Answer_ConfirmsWhatWasNotSent_OnlyWhatWasSentGoes()
    {
        _hub.Instead = Status(503);
        await _spoke.PollAndWriteAsync();
        await _spoke.PollAndWriteAsync();
        _hub.Instead = async context =>
        {
            // It says that it has everything up to a million, and the one batch that was sent.
            var push = await _hub.ReadAsync(context);
            var confirmed = Enumerable.Range(1, 1000).Select(sequence => new BatchName(push.Status!.Sender, sequence + 2)).Concat(RightAnswer(push).Confirmed!).ToArray();
            await HubDouble.WriteAsync(context, RightAnswer(push) with { Confirmed = confirmed });
        };
        await _spoke.UntilAsync(() => _spoke.Figures.WaitingReadings == 0);
        _hub.Instead = Status(503);
        await _spoke.PollAndWriteAsync();
        _spoke.Time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal((2, 1), (_spoke.Figures.Confirmed, _spoke.Figures.WaitingReadings));
        Assert.Single(_spoke.Logs.GetSnapshot(), entry => entry.Id.Id == 3124 + 2);
    }

    [Fact]
    public async Task Answer_ConfirmsAPart_TheRestIsSentAgain()
    {
        _hub.Instead = Status(503);
        await _spoke.PollAndWriteAsync();
        await _spoke.PollAndWriteAsync();
        _hub.Instead = null;
        _hub.InsteadOfAnswer = (context, answer) => HubDouble.WriteAsync(context, answer with { Confirmed = [.. answer.Confirmed!.Take(1)] });

        await _spoke.UntilAsync(() => _spoke.Figures.Confirmed == 1);
        _hub.InsteadOfAnswer = null;
        await _spoke.UntilAsync(() => _spoke.Figures.Confirmed == 2);

        Assert.Equal([1, 2], _hub.Values);
    }

    [Fact]
    public async Task Answer_LongerThanItMayBe_IsNotRead()
    {
        _hub.Instead = async context =>
        {
            context.Response.ContentType = "application/json";
            try
            {
                await context.Response.WriteAsync("{\"sequence\":1,\"confirmed\":[", context.RequestAborted);
                for (var sent = 0; sent < 100; sent++)
                {
                    await context.Response.WriteAsync(new string(' ', 64 * 1024), context.RequestAborted);
                }
            }
            catch (OperationCanceledException)
            {
                // The spoke has gone.
            }
        };

        Assert.Contains("longer than 65536 bytes", await RefusedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_NeverComes_IsGivenUpAfterHalfAMinute()
    {
        _hub.Instead = context => Task.Delay(Timeout.Infinite, context.RequestAborted);
        await _spoke.PollAndWriteAsync();
        await _spoke.UntilAsync(() => _spoke.Pusher.State.Problem is not null, TimeSpan.FromSeconds(1));
        Assert.Contains("no answer within 30 s", _spoke.Pusher.State.Problem, StringComparison.Ordinal);

        _hub.Instead = null;
        await _spoke.UntilAsync(() => _spoke.Figures.Confirmed == 1, TimeSpan.FromSeconds(1));

        Assert.Equal([1], _hub.Values);
    }

    [Fact]
    public async Task RetryAfter_IsHonoured()
    {
        var times = new List<DateTimeOffset>();
        _hub.Instead = context =>
        {
            lock (times)
            {
                times.Add(_spoke.Time.GetUtcNow());
            }

            context.Response.StatusCode = 503;
            context.Response.Headers.RetryAfter = "120";
            return Task.CompletedTask;
        };
        await _spoke.PollAndWriteAsync();
        await _spoke.UntilAsync(() => times.Count >= 3, TimeSpan.FromSeconds(2));

        Assert.All(times.Zip(times.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, TimeSpan.FromSeconds(120), TimeSpan.FromSeconds(140)));
    }

    [Fact]
    public async Task Superseded_IsAnAlarmAndTriedSlowlyAndNothingIsLost()
    {
        _hub.Instead = context => HubDouble.WriteAsync(context, new ProblemDocument("Conflict", 409, "spoke is superseded by another process"), 409);
        await _spoke.PollAndWriteAsync();
        await _spoke.UntilAsync(() => _spoke.Pusher.State.IsSuperseded);
        var (requests, begin) = (_hub.Requests, _spoke.Time.GetUtcNow());
        await _spoke.UntilAsync(() => _spoke.Time.GetUtcNow() - begin > TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(2));

        Assert.InRange(_hub.Requests - requests, 5, 11);
        Assert.Single(_spoke.Logs.GetSnapshot(), entry => entry.Id.Id == 3124);
        Assert.Contains("another process pushes", await _spoke.Client.GetStringAsync(new Uri("/healthz", UriKind.Relative), Cancelled), StringComparison.Ordinal);

        _hub.Instead = null;
        await _spoke.UntilAsync(() => _spoke.Figures.Confirmed == 1, TimeSpan.FromSeconds(2));
        Assert.False(_spoke.Pusher.State.IsSuperseded);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(409)]
    [InlineData(422)]
    public async Task Refused_OneBatch_TheOthersGoPastItAndItIsTriedAgain(int status)
    {
        var isRefused = true;
        _hub.Instead = async context =>
        {
            var push = await _hub.ReadAsync(context);
            var all = (push.Readings ?? []).Concat((push.More ?? []).SelectMany(batch => batch.Readings));
            if (isRefused && all.Any(reading => reading.Value.Number == 5))
            {
                await HubDouble.WriteAsync(context, new ProblemDocument("No", status, "what a batch"), status);
                return;
            }

            await HubDouble.WriteAsync(context, _hub.Apply(push));
        };
        for (var round = 0; round < 12; round++)
        {
            await _spoke.PollAndWriteAsync();
        }

        await _spoke.UntilAsync(() => _spoke.Figures.Confirmed == 11, TimeSpan.FromSeconds(1));
        Assert.Equal((1, 0), (_spoke.Figures.WaitingBatches, _spoke.Figures.Lost.Total));
        await _spoke.UntilAsync(() => _spoke.LogText.Contains("3125 The hub refuses batch 5 ", StringComparison.Ordinal), TimeSpan.FromSeconds(1));
        isRefused = false;
        await _spoke.UntilAsync(() => _spoke.Figures.Confirmed == 12, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Health_HubSilentForAMinute_IsDegradedAndHealthyAgain()
    {
        await _spoke.UntilAsync(() => _hub.Pushes.Count > 0);
        Assert.Contains("\"status\":\"healthy\"", await HealthAsync(), StringComparison.Ordinal);
        _hub.Instead = Status(500);
        await _spoke.PollAsync();
        _spoke.Time.Advance(TimeSpan.FromSeconds(61));
        await _spoke.UntilAsync(() => _spoke.Pusher.State.Problem is not null);

        Assert.Contains("{\"name\":\"wasihal-push\",\"status\":\"degraded\",\"description\":\"the hub has not confirmed anything for more than 1 min: the answer was 500", await HealthAsync(), StringComparison.Ordinal);
        _hub.Instead = null;
        await _spoke.UntilAsync(() => _spoke.Pusher.State.Problem is null);
        Assert.Contains("\"status\":\"healthy\"", await HealthAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_WhatIsInMemory_IsWrittenAndSent()
    {
        await _spoke.UntilAsync(() => _hub.Pushes.Count > 0);
        await _spoke.PollAsync(4);

        await _spoke.StopAsync();

        Assert.Equal([1, 2, 3, 4], _hub.Values);
        Assert.Equal(4, _spoke.Figures.Confirmed);
    }

    [Fact]
    public async Task Stop_HubAway_KeepsItOnTheDisk()
    {
        _hub.Instead = Status(503);
        await _spoke.PollAsync(4);

        await _spoke.StopAsync();
        await _spoke.KillAsync();
        _hub.Instead = null;
        await _spoke.StartAsync();
        await _spoke.UntilAsync(() => _spoke.Figures.Confirmed == 4);

        Assert.Equal([1, 2, 3, 4], _hub.Values);
    }

    [Fact]
    public async Task Nodes_ShowTheOutbox()
    {
        _hub.Instead = context => HubDouble.WriteAsync(context, new ProblemDocument("No", 403, "not\u001b[31m allowed\nhere"), 403);
        await _spoke.PollAndWriteAsync();
        await _spoke.UntilAsync(() => _spoke.Pusher.State.Problem is not null);

        var nodes = await _spoke.Client.GetStringAsync(new Uri("/api/nodes", UriKind.Relative), Cancelled);

        Assert.Contains("\"id\":\"spoke\",\"role\":\"spoke\",\"hal\":\"fake\",\"state\":\"online\"", nodes, StringComparison.Ordinal);
        Assert.Contains("\"outbox\":1,\"lost\":0", nodes, StringComparison.Ordinal);
        Assert.Contains("the answer was 403: not [31m allowed here", nodes, StringComparison.Ordinal);
    }

    private Task<string> HealthAsync() => _spoke.Client.GetStringAsync(new Uri("/healthz", UriKind.Relative), Cancelled);

    private async Task<string> RefusedAsync()
    {
        await _spoke.PollAndWriteAsync();
        var requests = _hub.Requests;
        await _spoke.UntilAsync(() => _hub.Requests >= requests + 3 && _spoke.Pusher.State.Problem is not null, TimeSpan.FromSeconds(1));

        var problem = _spoke.Pusher.State.Problem!;
        Assert.Equal((1, 0, 1, 0), (_spoke.Figures.Taken, _spoke.Figures.Confirmed, _spoke.Figures.WaitingReadings, _spoke.Figures.Lost.Total));
        _hub.Instead = null;
        await _spoke.UntilAsync(() => _spoke.Figures.Confirmed == 1, TimeSpan.FromSeconds(1));
        Assert.Equal([1], _hub.Values);
        return problem;
    }

    private static PushAnswer RightAnswer(PushDocument push) => new(
        push.Sequence,
        push.Sequence is { } sequence ? [new(push.Incarnation!, sequence), .. (push.More ?? []).Select(batch => new BatchName(batch.Incarnation, batch.Sequence))] : [],
        0,
        push.Status!.Sent);

    private static Func<HttpContext, Task> Status(int status) => context =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    };
}

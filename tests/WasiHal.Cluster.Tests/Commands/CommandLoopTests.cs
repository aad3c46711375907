using Microsoft.AspNetCore.Http;
using WasiHal.Cluster.Commands;
using WasiHal.Cluster.Tests.Spoke;
using WasiHal.Fake;

namespace WasiHal.Cluster.Tests.Commands;

/// <summary>A whole spoke and a hub that plays by the rules until it does not: what is done once, what never, and what the hub hears of it.</summary>
public sealed class CommandLoopTests : IAsyncLifetime
{
    private static readonly string First = CommandingHub.Id(1);

    private CommandingHub _hub = null!;
    private TestSpoke _spoke = null!;

    private int Beeps => ((FakeBuzzer)_spoke.Get<IBoard>().Buzzer).Heard.Count;

    public async ValueTask InitializeAsync()
    {
        _hub = await CommandingHub.StartAsync();
        _spoke = new(_hub.Address, ("buzzer:gpio_pin", "17")) { TakesCommands = true };
        await _spoke.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _spoke.DisposeAsync();
        await _hub.DisposeAsync();
    }

    [Fact]
    public async Task Offer_WithLeave_IsDoneAndTold()
    {
        _hub.Next(CommandingHub.Json(CommandingHub.Offer(First)));

        await UntilAsync(() => !_hub.Results.IsEmpty);

        var (id, told) = Assert.Single(_hub.Results);
        Assert.Equal((First, "spoke", 202, 1), (id, told.GetProperty("node").GetString(), told.GetProperty("status").GetInt32(), told.GetProperty("body").GetProperty("count").GetInt32()));
        Assert.Equal(1, Beeps);
        Assert.Empty(_hub.Declined);
    }

    [Fact]
    public async Task Leave_ThatCameAfterItsTime_IsDeclined()
    {
        _hub.Begin = context =>
        {
            _spoke.Time.Advance(TimeSpan.FromMilliseconds(1000));
            return CommandingHub.Json("""{"leftMilliseconds":1000}""")(context);
        };
        _hub.Next(CommandingHub.Json(CommandingHub.Offer(First)));

        await DeclinedAsync();
    }

    [Theory]
    [InlineData("""{"leftMilliseconds":0}""")]
    [InlineData("""{"leftMilliseconds":-1}""")]
    [InlineData("""{"leftMilliseconds":-2147483648}""")]
    [InlineData("""{"leftMilliseconds":99999999999999}""")]
    [InlineData("""{"leftMilliseconds":"5000"}""")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("")]
    public async Task Leave_ThatIsNone_IsDeclined(string leave)
    {
        _hub.Begin = CommandingHub.Json(leave);
        _hub.Next(CommandingHub.Json(CommandingHub.Offer(First)));

        await DeclinedAsync();
    }

    [Fact]
    public async Task Leave_ForLongerThanAHubMayGive_IsCutToThat()
    {
        _hub.Begin = context =>
        {
            _spoke.Time.Advance(CommandDesk.ToBegin);
            return CommandingHub.Json("""{"leftMilliseconds":2147483647}""")(context);
        };
        _hub.Next(CommandingHub.Json(CommandingHub.Offer(First)));

        await DeclinedAsync();
    }

    [Fact]
    public async Task Leave_WhoseAnswerIsLost_IsDeclined()
    {
        _hub.Begin = CommandingHub.Gone;
        _hub.Next(CommandingHub.Json(CommandingHub.Offer(First)));

        await DeclinedAsync();
    }

    [Fact]
    public async Task Leave_ThatIsNotAnswered_IsDeclinedAfterItsTime()
    {
        _hub.Begin = CommandingHub.Silent;
        _hub.Next(CommandingHub.Json(CommandingHub.Offer(First)));
        await UntilAsync(() => !_hub.Begun.IsEmpty);
        _spoke.Time.Advance(CommandDesk.ToBegin);

        await DeclinedAsync();
    }

    [Fact]
    public async Task Leave_WhenTheNodeStops_IsDeclined()
    {
        var stopped = Task.CompletedTask;
        _hub.Begin = context =>
        {
            stopped = _spoke.StopAsync();
            return CommandingHub.Silent(context);
        };
        _hub.Next(CommandingHub.Json(CommandingHub.Offer(First)));

        await DeclinedAsync();
        await UntilAsync(() => stopped.IsCompleted);
        await stopped;
    }

    [Fact]
    public async Task Leave_Refused_NothingIsDoneAndNothingTold()
    {
        _hub.Begin = CommandingHub.Answer(410, "application/problem+json", "{}");
        _hub.Next(CommandingHub.Json(CommandingHub.Offer(First)));
        await UntilAsync(() => !_hub.Begun.IsEmpty);
        _hub.Begin = CommandingHub.Json(CommandingHub.Leave);

        await IsDoneAsync(CommandingHub.Id(2));

        Assert.Equal(1, Beeps);
        Assert.Empty(_hub.Declined);
    }

    [Fact]
    public async Task Offer_OfAnIdThatWasDone_IsNotDoneAgain()
    {
        await IsDoneAsync(First);
        _hub.Next(CommandingHub.Json(CommandingHub.Offer(First, "/api/buzzer/test")));
        await _spoke.UntilAsync(() => _spoke.LogText.Contains("3307 ", StringComparison.Ordinal));

        await IsDoneAsync(CommandingHub.Id(2));

        Assert.Equal(2, Beeps);
        Assert.Equal([First, CommandingHub.Id(2)], _hub.Begun.Select(begun => begun.Id));
    }

    [Fact]
    public async Task Offer_OfAnIdThatWasDeclined_IsNotDoneLater()
    {
        _hub.Begin = CommandingHub.Gone;
        _hub.Next(CommandingHub.Json(CommandingHub.Offer(First)));
        await DeclinedAsync();
        _hub.Begin = CommandingHub.Json(CommandingHub.Leave);
        await _spoke.UntilAsync(() => _hub.IsAsked);
        _hub.Next(CommandingHub.Json(CommandingHub.Offer(First)));
        await _spoke.UntilAsync(() => _spoke.LogText.Contains("3307 ", StringComparison.Ordinal));

        await IsDoneAsync(CommandingHub.Id(2));

        Assert.Equal(1, Beeps);
    }

    [Theory]
    [MemberData(nameof(NoOffers))]
    public async Task Answer_ThatIsNoOffer_IsNotBegun(int status, string type, string text)
    {
        _hub.Next(CommandingHub.Answer(status, type, text));
        await UntilAsync(() => _hub.Questions > 0);

        await IsDoneAsync(CommandingHub.Id(2));

        Assert.Equal([CommandingHub.Id(2)], _hub.Begun.Select(begun => begun.Id));
        Assert.Equal(1, Beeps);
        Assert.Empty(_hub.Declined);
    }

    public static TheoryData<int, string, string> NoOffers()
    {
        var offer = CommandingHub.Offer(First);
        return new()
        {
            { 200, "text/html", "<html>Accept the terms to use this network</html>" },
            { 200, "text/plain", offer },
            { 200, "application/json", "" },
            { 200, "application/json", "null" },
            { 200, "application/json", "[]" },
            { 200, "application/json", "{}" },
            { 200, "application/json", offer[..^1] },
            { 200, "application/json", CommandingHub.Offer("") },
            { 200, "application/json", CommandingHub.Offer("../../api/enrol") },
            { 200, "application/json", CommandingHub.Offer(First.ToUpperInvariant().Replace('1', 'A')) },
            { 200, "application/json", CommandingHub.Offer(First + "0") },
            { 200, "application/json", offer.Replace("\"path\"", "\"way\"", StringComparison.Ordinal) },
            { 200, "application/json", offer.Replace("\"body\"", "\"content\"", StringComparison.Ordinal) },
            { 200, "application/json", CommandingHub.Offer(First, body: new string(' ', 70_000)) },
            { 201, "application/json", offer },
            { 302, "application/json", offer },
            { 403, "application/problem+json", "{}" },
            { 404, "text/plain", "" },
            { 500, "text/html", offer },
        };
    }

    [Fact]
    public async Task Answer_ThatSendsElsewhere_IsNotFollowed()
    {
        await using var elsewhere = await CommandingHub.StartAsync();
        _hub.Next(context =>
        {
            context.Response.Headers.Location = new Uri(elsewhere.Address, "/api/commands/next").ToString();
            return CommandingHub.Answer(307, "text/plain", "")(context);
        });
        await UntilAsync(() => _hub.Questions > 0);

        await IsDoneAsync(First);

        Assert.Equal(0, elsewhere.Questions);
    }

    [Fact]
    public async Task Answer_ThatNeverEnds_IsGivenUp()
    {
        _hub.Next(async context =>
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync("{\"id\":\"");
            await context.Response.Body.FlushAsync();
            await CommandingHub.Silent(context);
        });
        await UntilAsync(() => _hub.Questions > 0);

        await IsDoneAsync(First);

        Assert.Equal(1, Beeps);
    }

    [Theory]
    [InlineData("", 404)]
    [InlineData("/", 404)]
    [InlineData("api/buzzer?action=beep", 404)]
    [InlineData("/api/none", 404)]
    [InlineData("/push", 404)]
    [InlineData("/api/password", 404)]
    [InlineData("/api/session", 404)]
    [InlineData("/api/commands/next", 404)]
    [InlineData("http://elsewhere.example/api/buzzer?action=beep", 404)]
    [InlineData("//elsewhere.example/api/buzzer?action=beep", 404)]
    [InlineData("/api/../api/buzzer?action=beep", 404)]
    [InlineData("/api/./buzzer?action=beep", 404)]
    [InlineData("/api/%2e%2e/buzzer?action=beep", 404)]
    [InlineData("/api%2Fbuzzer?action=beep", 404)]
    [InlineData("/api/buzzer%2F?action=beep", 404)]
    [InlineData("/api/buzzer/?action=beep", 404)]
    [InlineData("/api/buzzer%3Faction=beep", 404)]
    [InlineData("/api/buzzer#?action=beep", 404)]
    [InlineData("/api/buzzer?node=other&action=beep", 404)]
    [InlineData("/api/buzzer?action=beep&action=long", 400)]
    [InlineData("/api/buzzer?action=%", 400)]
    [InlineData("/api/buzzer", 400)]
    [InlineData("/api/relays/%00%0a", 404)]
    public async Task Path_ThatIsNoRouteOfACommand_IsRefusedAndToldSo(string path, int status)
    {
        _hub.Next(CommandingHub.Json(CommandingHub.Offer(First, path, path.StartsWith("/api/relays", StringComparison.Ordinal) ? "{\"on\":true}" : "")));
        await UntilAsync(() => !_hub.Results.IsEmpty);

        Assert.Equal(status, Assert.Single(_hub.Results).Body.GetProperty("status").GetInt32());
        Assert.Equal(0, Beeps);
        Assert.DoesNotContain(_spoke.Logs.GetSnapshot(), entry => entry.Message.Contains('\n', StringComparison.Ordinal));
        await IsDoneAsync(CommandingHub.Id(2));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("beep")]
    [InlineData("{\"pattern\":\"loud\"}")]
    [InlineData("{\"count\":1,\"count\":10}")]
    [InlineData("{\"count\":99}")]
    public async Task Body_ThatIsNotTheRoutes_IsRefusedAsOnThePage(string body)
    {
        _hub.Next(CommandingHub.Json(CommandingHub.Offer(First, "/api/buzzer", body)));
        await UntilAsync(() => !_hub.Results.IsEmpty);

        Assert.Equal(400, Assert.Single(_hub.Results).Body.GetProperty("status").GetInt32());
        Assert.Equal(0, Beeps);
    }

    [Fact]
    public async Task Body_LongerThanTheRouteTakes_IsRefused()
    {
        _hub.Next(CommandingHub.Json(CommandingHub.Offer(First, "/api/buzzer", $"{{\"pattern\":\"{new string('x', 40_000)}\"}}")));
        await UntilAsync(() => !_hub.Results.IsEmpty);

        Assert.Equal(413, Assert.Single(_hub.Results).Body.GetProperty("status").GetInt32());
        Assert.Equal(0, Beeps);
    }

    [Fact]
    public async Task Offers_WithoutEnd_AreDoneFourAtOnce()
    {
        var (number, running) = (0, 0);
        var ended = new TaskCompletionSource();
        _spoke.Plugins.Plugins = [new() { Id = "lamp", Node = "spoke", State = PluginState.Running, Kinds = [PluginKind.Actions] }];
        _spoke.Actions.Answer = async _ =>
        {
            Interlocked.Increment(ref running);
            await ended.Task;
            return "null";
        };
        _hub.Otherwise = context => CommandingHub.Json(CommandingHub.Offer(CommandingHub.Id(Interlocked.Increment(ref number)), "/api/plugins/lamp/actions/dim"))(context);
        await UntilAsync(() => Volatile.Read(ref running) == CommandLoop.AtOnce);

        Assert.False(_hub.IsAsked);
        Assert.Equal(CommandLoop.AtOnce, _hub.Questions);
        ended.SetResult();
        await UntilAsync(() => _hub.Results.Count > 2 * CommandLoop.AtOnce);
        _hub.Otherwise = null;
    }

    [Theory]
    [InlineData(204, "")]
    [InlineData(200, "{}")]
    [InlineData(503, "{}")]
    public async Task Hub_ThatAnswersAtOnce_IsAskedLessAndLess(int status, string text)
    {
        _hub.Otherwise = status == 204 ? CommandingHub.Nothing : CommandingHub.Answer(status, "application/json", text);
        var begin = _spoke.Time.GetUtcNow();
        await _spoke.UntilAsync(() => _spoke.Time.GetUtcNow() - begin > TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(2));

        Assert.InRange(_hub.Questions, 5, 60);
        _hub.Otherwise = null;
        await IsDoneAsync(First);
    }

    [Fact]
    public async Task Hub_ThatOffersAndRefusesLeave_IsAskedLessAndLess()
    {
        var number = 1;
        _hub.Begin = CommandingHub.Answer(410, "application/problem+json", "{}");
        _hub.Otherwise = context => CommandingHub.Json(CommandingHub.Offer(CommandingHub.Id(Interlocked.Increment(ref number))))(context);
        var begin = _spoke.Time.GetUtcNow();
        await _spoke.UntilAsync(() => _spoke.Time.GetUtcNow() - begin > TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(2));

        Assert.InRange(_hub.Questions, 5, 60);
        Assert.Equal(0, Beeps);
    }

    [Fact]
    public async Task Hub_GoneAfterItGaveLeave_ItIsDoneOnceAndToldLater()
    {
        _hub.Result = CommandingHub.Gone;
        _hub.Next(CommandingHub.Json(CommandingHub.Offer(First)));
        await UntilAsync(() => _hub.Results.Count == 1);
        _hub.Result = CommandingHub.Nothing;
        await _spoke.UntilAsync(() => _hub.Results.Count == 2);

        Assert.All(_hub.Results, told => Assert.Equal((First, 202), (told.Id, told.Body.GetProperty("status").GetInt32())));
        Assert.Equal(1, Beeps);
        await IsDoneAsync(CommandingHub.Id(2));
        Assert.Equal(2, Beeps);
    }

    [Fact]
    public async Task Hub_GoneForGood_IsToldSomeTimesAndTheLoopGoesOn()
    {
        _hub.Result = CommandingHub.Gone;
        _hub.Next(CommandingHub.Json(CommandingHub.Offer(First)));
        await _spoke.UntilAsync(() => _hub.Results.Count == HubCommands.Tellings);
        _hub.Result = CommandingHub.Nothing;

        await IsDoneAsync(CommandingHub.Id(2));

        Assert.Equal(HubCommands.Tellings, _hub.Results.Count(told => told.Id == First));
        Assert.Equal(2, Beeps);
    }

    [Fact]
    public async Task Superseded_IsToldOnceUntilItIsOver()
    {
        var problem = CommandingHub.Answer(409, "application/problem+json", "{\"title\":\"Conflict\",\"status\":409,\"detail\":\"spoke: another connection asks\"}");
        _hub.Otherwise = problem;
        var begin = _spoke.Time.GetUtcNow();
        await _spoke.UntilAsync(() => _spoke.Time.GetUtcNow() - begin > TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(1));

        Assert.InRange(_hub.Questions, 3, 11);
        Assert.Contains("another connection asks", Assert.Single(Superseded()).Message, StringComparison.Ordinal);

        _hub.Otherwise = null;
        await IsDoneAsync(First);
        _hub.Otherwise = problem;
        await _spoke.UntilAsync(() => Superseded().Length == 2);
    }

    private Microsoft.Extensions.Logging.Testing.FakeLogRecord[] Superseded() => [.. _spoke.Logs.GetSnapshot().Where(entry => entry.Id.Id == 3308)];

    private async Task DeclinedAsync()
    {
        await UntilAsync(() => !_hub.Declined.IsEmpty);
        Assert.Equal(First, Assert.Single(_hub.Declined).Id);
        Assert.Empty(_hub.Results);
        Assert.Equal(0, Beeps);
    }

    // The clock stands still, so that what is in time is.
    private Task UntilAsync(Func<bool> condition) => _spoke.UntilAsync(condition, TimeSpan.Zero);

    // The loop lives on, after whatever pause it makes. A question that it just gave up may still seem to wait: the offer is made until it is taken.
    private async Task IsDoneAsync(string id)
    {
        await _spoke.UntilAsync(() => _hub.IsAsked);
        _hub.Otherwise = CommandingHub.Json(CommandingHub.Offer(id));
        await _spoke.UntilAsync(() => _hub.Begun.Any(begun => begun.Id == id), TimeSpan.FromMilliseconds(10));
        _hub.Otherwise = null;
        await UntilAsync(() => _hub.Results.Any(result => result.Id == id));
        Assert.Equal(202, _hub.Results.Single(result => result.Id == id).Body.GetProperty("status").GetInt32());
    }
}

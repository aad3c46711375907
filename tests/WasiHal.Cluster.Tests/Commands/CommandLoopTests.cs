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

    private async Task DeclinedAsync()
    {
        await UntilAsync(() => !_hub.Declined.IsEmpty);
        Assert.Equal(First, Assert.Single(_hub.Declined).Id);
        Assert.Empty(_hub.Results);
        Assert.Equal(0, Beeps);
    }

    // The clock stands still, so that what is in time is.
    private Task UntilAsync(Func<bool> condition) => _spoke.UntilAsync(condition, TimeSpan.Zero);

    // The loop lives on, after whatever pause it makes.
    private async Task IsDoneAsync(string id)
    {
        await _spoke.UntilAsync(() => _hub.IsAsked);
        _hub.Next(CommandingHub.Json(CommandingHub.Offer(id)));
        await UntilAsync(() => _hub.Results.Any(result => result.Id == id));
        Assert.Equal(202, _hub.Results.Single(result => result.Id == id).Body.GetProperty("status").GetInt32());
    }
}

using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using WasiHal.Cluster.Commands;

namespace WasiHal.Cluster.Tests.Commands;

/// <summary>A command is begun once, in time, by the node that it is for, or never.</summary>
public sealed class CommandDeskTests
{
    private static readonly CommandResult Done = new(CommandResultKind.Answered, 200, Encoding.UTF8.GetBytes("{}"));

    private readonly FakeTimeProvider _time = new();
    private readonly CommandDesk _desk;

    public CommandDeskTests() => _desk = new(_time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Command_AskedForBegunAndAnswered_IsAnswered()
    {
        var question = _desk.NextAsync("pi", ["/api/buzzer"], null, Cancellation);
        var sent = _desk.SendAsync("pi", "/api/buzzer?action=beep", "{}"u8.ToArray(), Cancellation);
        var command = (await question)!;

        Assert.Equal(("/api/buzzer?action=beep", "{}", CommandDesk.ToBegin.TotalMilliseconds), (command.Path, command.Body, command.ValidForMilliseconds));
        Assert.Equal(CommandDesk.ToBegin, _desk.TryBegin(command.Id, "pi"));
        Assert.True(_desk.TryEnd(command.Id, "pi", Done));
        Assert.Equal(Done, await sent);
    }

    [Fact]
    public async Task Begin_ASecondTimeOrByAnother_IsRefused()
    {
        var question = _desk.NextAsync("pi", [], null, Cancellation);
        var sent = _desk.SendAsync("pi", "/a", default, Cancellation);
        var command = (await question)!;

        Assert.Null(_desk.TryBegin(command.Id, "other"));
        Assert.Null(_desk.TryBegin((command.Id[0] == '0' ? "1" : "0") + command.Id[1..], "pi"));
        Assert.False(_desk.TryEnd(command.Id, "pi", Done));
        Assert.NotNull(_desk.TryBegin(command.Id, "pi"));
        Assert.Null(_desk.TryBegin(command.Id, "pi"));
        Assert.False(_desk.TryEnd(command.Id, "other", Done));
        Assert.True(_desk.TryEnd(command.Id, "pi", Done));
        Assert.False(_desk.TryEnd(command.Id, "pi", Done));
        Assert.Equal(Done, await sent);
    }

    [Fact]
    public async Task Begin_TooLate_IsRefusedForGood()
    {
        var question = _desk.NextAsync("pi", [], null, Cancellation);
        var sent = _desk.SendAsync("pi", "/a", default, Cancellation);
        var command = (await question)!;

        _time.Advance(CommandDesk.ToBegin);

        Assert.Null(_desk.TryBegin(command.Id, "pi"));
        Assert.Equal(CommandResult.NotBegun, await sent);
        Assert.Null(_desk.TryBegin(command.Id, "pi"));
    }

    [Fact]
    public async Task Send_BegunAndNeverAnswered_IsUnknown()
    {
        var question = _desk.NextAsync("pi", [], null, Cancellation);
        var sent = _desk.SendAsync("pi", "/a", default, Cancellation);
        var command = (await question)!;
        _desk.TryBegin(command.Id, "pi");
        while (!sent.IsCompleted)
        {
            await Task.Yield();
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(CommandResult.Unknown, await sent);
        Assert.False(_desk.TryEnd(command.Id, "pi", Done));
    }

    [Fact]
    public async Task Decline_AfterLeave_IsNotBegunAtOnce()
    {
        var question = _desk.NextAsync("pi", [], null, Cancellation);
        var sent = _desk.SendAsync("pi", "/a", default, Cancellation);
        var command = (await question)!;

        Assert.False(_desk.TryDecline(command.Id, "pi"));
        Assert.NotNull(_desk.TryBegin(command.Id, "pi"));
        Assert.False(_desk.TryDecline(command.Id, "other"));
        Assert.False(sent.IsCompleted);
        Assert.True(_desk.TryDecline(command.Id, "pi"));

        Assert.Equal(CommandResult.NotBegun, await sent);
        Assert.False(_desk.TryDecline(command.Id, "pi"));
        Assert.False(_desk.TryEnd(command.Id, "pi", Done));
        Assert.Null(_desk.TryBegin(command.Id, "pi"));
    }

    [Fact]
    public async Task Decline_OfWhatWasDone_ChangesNothing()
    {
        var question = _desk.NextAsync("pi", [], null, Cancellation);
        var sent = _desk.SendAsync("pi", "/a", default, Cancellation);
        var command = (await question)!;
        _desk.TryBegin(command.Id, "pi");
        _desk.TryEnd(command.Id, "pi", Done);

        Assert.False(_desk.TryDecline(command.Id, "pi"));
        Assert.Equal(Done, await sent);
    }

    [Fact]
    public async Task Send_WhoeverAskedGoes_ItIsNotBegun()
    {
        using var gone = new CancellationTokenSource();
        var question = _desk.NextAsync("pi", [], null, Cancellation);
        var sent = _desk.SendAsync("pi", "/a", default, gone.Token);
        var command = (await question)!;

        await gone.CancelAsync();

        Assert.Equal(CommandResult.NotBegun, await sent);
        Assert.Null(_desk.TryBegin(command.Id, "pi"));
    }

    [Fact]
    public async Task Next_OfferLostOnTheWay_IsVoidAndOfferedAgainWithLessTime()
    {
        var question = _desk.NextAsync("pi", [], null, Cancellation);
        var sent = _desk.SendAsync("pi", "/a", default, Cancellation);
        var lost = (await question)!;
        _time.Advance(TimeSpan.FromSeconds(2));

        var again = (await _desk.NextAsync("pi", [], null, Cancellation))!;

        Assert.Equal(("/a", 3000), (again.Path, again.ValidForMilliseconds));
        Assert.Null(_desk.TryBegin(lost.Id, "pi"));
        Assert.Equal(TimeSpan.FromSeconds(3), _desk.TryBegin(again.Id, "pi"));
        Assert.False(_desk.TryDecline(lost.Id, "pi"));
        Assert.True(_desk.TryEnd(again.Id, "pi", Done));
        Assert.Equal(Done, await sent);
    }

    [Fact]
    public async Task Next_OfAnotherConnection_EndsTheFirst()
    {
        var first = _desk.NextAsync("pi", [], null, Cancellation);
        var second = _desk.NextAsync("pi", [], null, Cancellation);

        await Assert.ThrowsAsync<SupersededException>(() => first);
        _ = _desk.SendAsync("pi", "/a", default, Cancellation);
        Assert.NotNull(await second);
    }

    [Fact]
    public async Task Next_WithNothingToDo_EndsAndTheNodeIsThereForAWhile()
    {
        Assert.False(_desk.IsThere("pi"));
        var question = _desk.NextAsync("pi", ["/api/buzzer"], null, Cancellation);
        Assert.Equal(["pi"], _desk.NodesWith("/api/buzzer"));
        Assert.Empty(_desk.NodesWith("/api/relays/fan"));
        _time.Advance(CommandDesk.Question);

        Assert.Null(await question);
        Assert.True(_desk.IsThere("pi"));
        _time.Advance(CommandDesk.Absent);
        Assert.False(_desk.IsThere("pi"));
        Assert.Empty(_desk.NodesWith("/api/buzzer"));
    }

    [Fact]
    public async Task Send_AFlood_IsBoundedAndNothingOfItStays()
    {
        await AskOnceAsync("pi");
        var flood = Enumerable.Range(0, 1000).Select(_ => _desk.SendAsync("pi", "/a", default, Cancellation)).ToArray();

        Assert.Equal(1000 - CommandDesk.MostOfANode, flood.Count(one => one.IsCompleted));
        _time.Advance(CommandDesk.ToBegin);
        Assert.All(await Task.WhenAll(flood), result => Assert.Equal(CommandResult.NotBegun, result));
        var question = _desk.NextAsync("pi", [], null, Cancellation);
        Assert.False(question.IsCompleted);
    }

    [Fact]
    public async Task Next_OfMadeUpNodes_IsBounded()
    {
        for (var index = 0; index < CommandDesk.MostNodes; index++)
        {
            _ = _desk.NextAsync($"n{index}", [], null, Cancellation);
        }

        await Assert.ThrowsAsync<BadHttpRequestException>(() => _desk.NextAsync("one-more", [], null, Cancellation));
    }

    [Fact]
    public async Task Next_OfMadeUpNodesOfOneAddress_LeavesRoomForOthers()
    {
        var (sender, other) = (IPAddress.Parse("192.168.40.7"), IPAddress.Parse("192.168.40.8"));
        for (var index = 0; index < CommandDesk.MostNodesOfASender; index++)
        {
            _ = _desk.NextAsync($"n{index}", [], sender, Cancellation);
        }

        var problem = await Assert.ThrowsAsync<BadHttpRequestException>(() => _desk.NextAsync("one-more", [], sender, Cancellation));

        Assert.Equal((503, "More than 32 nodes of 192.168.40.7 that prove nothing ask for commands."), (problem.StatusCode, problem.Message));
        _ = _desk.NextAsync("n0", [], sender, Cancellation);
        _ = _desk.NextAsync("joined", [], null, Cancellation);
        _ = _desk.NextAsync("elsewhere", [], other, Cancellation);
        Assert.True(_desk.IsThere("n0") && _desk.IsThere("joined") && _desk.IsThere("elsewhere") && !_desk.IsThere("one-more"));
    }

    [Fact]
    public async Task Next_OfOneAddressWhoseOldNodesAreGone_HasRoomAgain()
    {
        var sender = IPAddress.Parse("192.168.40.7");
        var asked = Enumerable.Range(0, CommandDesk.MostNodesOfASender).Select(index => _desk.NextAsync($"n{index}", [], sender, Cancellation)).ToArray();
        _time.Advance(CommandDesk.Question);
        await Task.WhenAll(asked);
        _time.Advance(CommandDesk.Absent);

        _ = _desk.NextAsync("one-more", [], sender, Cancellation);

        Assert.True(_desk.IsThere("one-more"));
    }

    private async Task AskOnceAsync(string node)
    {
        using var gone = new CancellationTokenSource();
        var question = _desk.NextAsync(node, [], null, gone.Token);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => question);
    }
}

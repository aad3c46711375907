using System.Net;
using Microsoft.Extensions.Time.Testing;
using WasiHal.Cluster.Security;

namespace WasiHal.Cluster.Tests.Security;

/// <summary>Sessions end, and guesses are bounded.</summary>
public sealed class OperatorSessionsTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Find_UsedNowAndThen_LivesAWeek()
    {
        var sessions = new OperatorSessions(_time);
        var (id, session) = sessions.Begin();

        for (var hours = 0; hours < (7 * 24) - 11; hours += 11)
        {
            Assert.Same(session, sessions.Find(id));
            _time.Advance(TimeSpan.FromHours(11));
        }

        _time.Advance(TimeSpan.FromHours(11));
        Assert.Null(sessions.Find(id));
    }

    [Fact]
    public void Find_NotUsed_EndsAfterTwelveHours()
    {
        var sessions = new OperatorSessions(_time);
        var (id, _) = sessions.Begin();

        _time.Advance(OperatorSessions.LongestIdle);

        Assert.Null(sessions.Find(id));
    }

    [Fact]
    public void IsAlive_AskedAgainAndAgain_IsNoUse()
    {
        var sessions = new OperatorSessions(_time);
        var (id, _) = sessions.Begin();

        for (var hour = 0; hour < 12; hour++)
        {
            Assert.True(sessions.IsAlive(id));
            _time.Advance(TimeSpan.FromHours(1));
        }

        Assert.False(sessions.IsAlive(id));
        Assert.False(sessions.IsAlive(null));
    }

    [Fact]
    public void Find_OtherIds_AreNone()
    {
        var sessions = new OperatorSessions(_time);
        var (id, session) = sessions.Begin();

        Assert.All(new[] { null, "", id[..^1], id + "x", session.Token, new string('a', 1000) }, other => Assert.Null(sessions.Find(other)));
        sessions.End(id);
        Assert.Null(sessions.Find(id));
    }

    [Fact]
    public void Begin_TooMany_EndsTheOneThatWasUsedLeastLately()
    {
        var sessions = new OperatorSessions(_time);
        var ids = new List<string>();
        for (var index = 0; index < OperatorSessions.Most; index++)
        {
            ids.Add(sessions.Begin().Id);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.NotNull(sessions.Find(ids[0]));
        sessions.Begin();

        Assert.NotNull(sessions.Find(ids[0]));
        Assert.Null(sessions.Find(ids[1]));
    }

    [Fact]
    public void Attempts_AreBoundedByAddressAndAltogether_AndThisMachineHasItsOwn()
    {
        var attempts = new AttemptBounds(_time);
        for (byte last = 1; last <= AttemptBounds.MostOfAll / AttemptBounds.MostOfAnAddress; last++)
        {
            for (var count = 0; count < AttemptBounds.MostOfAnAddress; count++)
            {
                Assert.Null(attempts.Wait(new([192, 0, 2, last])));
                attempts.Count(new([192, 0, 2, last]));
            }

            Assert.NotNull(attempts.Wait(new([192, 0, 2, last])));
        }

        Assert.NotNull(attempts.Wait(new([192, 0, 2, 200])));
        Assert.Null(attempts.Wait(IPAddress.Loopback));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(attempts.Wait(new([192, 0, 2, 1])));
    }
}

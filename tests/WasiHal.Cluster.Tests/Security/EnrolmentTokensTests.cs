using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using WasiHal.Cluster.Security;

namespace WasiHal.Cluster.Tests.Security;

/// <summary>A token lets one node join, once, for fifteen minutes.</summary>
public sealed class EnrolmentTokensTests : IDisposable
{
    private readonly TestFolder _data = new();
    private readonly FakeTimeProvider _time = new(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly PrivateFolder _folder;
    private readonly NodeIdentity _identity;
    private readonly EnrolmentTokens _tokens;

    public EnrolmentTokensTests()
    {
        _folder = new(_data.Sub("security"));
        _identity = new(_folder, Options.Create(new NodeOptions { NodeId = "hub" }));
        _tokens = new(_folder, _identity, _time);
    }

    public void Dispose()
    {
        _identity.Dispose();
        _data.Dispose();
    }

    [Fact]
    public void TryUse_TheRightToken_IsGoodOnce()
    {
        var token = _tokens.Issue("garden").ToString();

        Assert.EndsWith("." + _identity.Fingerprint, token, StringComparison.Ordinal);
        Assert.True(_tokens.TryUse(token, "garden"));
        Assert.False(_tokens.TryUse(token, "garden"));
    }

    [Fact]
    public void TryUse_OfManyAtOnce_IsGoodOnce()
    {
        var token = _tokens.Issue("garden").ToString();
        var used = new int[1];

        Parallel.For(0, 16, _ => Interlocked.Add(ref used[0], _tokens.TryUse(token, "garden") ? 1 : 0));

        Assert.Equal(1, used[0]);
    }

    [Fact]
    public void TryUse_AnotherNode_IsRefusedAndTheTokenStaysGood()
    {
        var token = _tokens.Issue("garden").ToString();

        Assert.All(new[] { "Garden", "garden2", "", "hub" }, node => Assert.False(_tokens.TryUse(token, node)));
        Assert.True(_tokens.TryUse(token, "garden"));
    }

    [Fact]
    public void TryUse_EmptyPrefixesAndEveryOtherLetter_AreRefused()
    {
        var token = _tokens.Issue("garden");
        var text = token.ToString();
        var secretEnds = text.Length - token.HubKey.Length - 1;

        Assert.All(Enumerable.Range(0, text.Length), length => Assert.False(_tokens.TryUse(text[..length], "garden")));
        Assert.All(Enumerable.Range(0, secretEnds), place => Assert.False(_tokens.TryUse(text[..place] + (text[place] == 'x' ? 'y' : 'x') + text[(place + 1)..], "garden")));
        Assert.All(new[] { "", " ", ".", "...", text + "x", text + ".x", " " + text, "../../password", new string('a', 100_000) }, other => Assert.False(_tokens.TryUse(other, "garden")));
        Assert.True(_tokens.TryUse(text, "garden"));
    }

    [Theory]
    [InlineData(899, true)]
    [InlineData(900, false)]
    [InlineData(-899, true)]
    [InlineData(-900, false)]
    public void TryUse_AfterAWhile_IsGoodForFifteenMinutes(int seconds, bool isGood)
    {
        var token = _tokens.Issue("garden").ToString();

        // The clock may also have been set back.
        _time.AdjustTime(_time.GetUtcNow().AddSeconds(seconds));

        Assert.Equal(isGood, _tokens.TryUse(token, "garden"));
    }

    [Fact]
    public void Issue_WhatIsKept_HoldsNoSecret_AndOldOnesAreForgotten()
    {
        var token = _tokens.Issue("garden");

        var file = Assert.Single(Directory.GetFiles(_data.Sub("security/tokens")));
        Assert.DoesNotContain(token.Secret, File.ReadAllText(file), StringComparison.Ordinal);
        _time.Advance(EnrolmentTokens.Life);
        _tokens.Issue("shed");
        Assert.False(File.Exists(file));
    }
}

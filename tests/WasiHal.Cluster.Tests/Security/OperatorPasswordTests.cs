using WasiHal.Cluster.Security;

namespace WasiHal.Cluster.Tests.Security;

/// <summary>The password and the tokens of programs.</summary>
public sealed class OperatorPasswordTests : IDisposable
{
    private readonly TestFolder _data = new();
    private readonly PrivateFolder _folder;
    private readonly OperatorPassword _password;

    public OperatorPasswordTests()
    {
        _folder = new(_data.Sub("security"));
        _password = new(_folder);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _password.Dispose();
        _data.Dispose();
    }

    [Fact]
    public async Task IsRight_TheOneThatWasMade_AndNothingElse()
    {
        var password = _password.MakeUnlessThere()!;

        Assert.True(await _password.IsRightAsync(password, Cancellation));
        foreach (var wrong in new[] { "", password[..1], password[..^1], password + "x", password.ToUpperInvariant(), " " + password, new string('a', 300) })
        {
            Assert.False(await _password.IsRightAsync(wrong, Cancellation), wrong);
        }
    }

    [Fact]
    public void MakeUnlessThere_ASecondTime_TellsNothingAndChangesNothing()
    {
        var password = _password.MakeUnlessThere()!;
        var kept = File.ReadAllText(_data.Sub("security/password"));

        Assert.Null(_password.MakeUnlessThere());
        Assert.Equal(kept, File.ReadAllText(_data.Sub("security/password")));
        Assert.DoesNotContain(password, kept, StringComparison.Ordinal);
        Assert.Equal(23, password.Length);
    }

    [Fact]
    public async Task Change_ByAnotherProcess_HoldsAtOnce()
    {
        var old = _password.MakeNew();
        using var other = new OperatorPassword(_folder);

        other.Change("correct horse battery");

        Assert.False(await _password.IsRightAsync(old, Cancellation));
        Assert.True(await _password.IsRightAsync("correct horse battery", Cancellation));
    }

    [Theory]
    [InlineData("")]
    [InlineData("pbkdf2-sha512")]
    [InlineData("pbkdf2-sha512$1$$")]
    [InlineData("pbkdf2-sha512$-1$AAAA$AAAA")]
    [InlineData("plain$1$AAAA$AAAA")]
    public async Task IsRight_WithAFileThatIsNone_NothingIsRight(string kept)
    {
        _folder.Write("password", kept);

        Assert.False(await _password.IsRightAsync("anything at all", Cancellation));
    }

    [Fact]
    public void AccessTokens_AreGoodUntilTheyAreTakenBack()
    {
        var tokens = new AccessTokens(_folder, TimeProvider.System);
        var one = tokens.Issue("prometheus");
        var other = tokens.Issue("backup");

        Assert.True(tokens.IsRight(one));
        Assert.All(Enumerable.Range(0, one.Length), length => Assert.False(tokens.IsRight(one[..length])));
        Assert.All(new[] { one + "x", one.Replace("prometheus", "backup", StringComparison.Ordinal), "wasihal-access.../nodes.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "" }, wrong => Assert.False(tokens.IsRight(wrong)));
        Assert.DoesNotContain(one.Split('.')[2], File.ReadAllText(_data.Sub("security/access/prometheus")), StringComparison.Ordinal);
        Assert.True(tokens.Revoke("prometheus"));
        Assert.False(tokens.IsRight(one));
        Assert.True(tokens.IsRight(other));
        Assert.All(new[] { "", "a/b", "..", "a.b", new string('a', 65) }, name => Assert.Throws<ArgumentException>(() => tokens.Issue(name)));
        Assert.False(tokens.Revoke("../password"));
    }
}

using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using WasiHal.Cluster.Security;
using WasiHal.Cluster.Tests.Security;

namespace WasiHal.Cluster.Tests.Spoke;

/// <summary>
/// N8: whoever answers where a spoke's hub should, and whoever stands between the two. Nothing is confirmed, nobody is told anything, and the
/// spoke goes on when its hub is back.
/// </summary>
public sealed class WrongHubTests : IAsyncLifetime
{
    private const int Flips = 30;

    // What a hello of TLS 1.1 is answered with: version 3.2, some random bytes, no session, TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA.
    private static readonly byte[] HelloOfTls11 = [22, 3, 2, 0, 42, 2, 0, 0, 38, 3, 2, .. Enumerable.Repeat((byte)7, 32), 0, 0xc0, 0x13, 0];

    // A certificate of 1970 for another name: the key alone counts.
    private readonly X509Certificate2 _key = SecuredNode.NewKey();
    private HubDouble _hub = null!;
    private Middleman _between = null!;
    private TestSpoke _spoke = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _hub = await HubDouble.StartAsync(_key);
        _between = new(_hub.Address);
        _spoke = new(_between.Address);
        new PrivateFolder(Path.Combine(_spoke.Folder, PrivateFolder.Name)).Write("hub.json", JsonSerializer.Serialize(new(NodeIdentity.FingerprintOf(_key), "spoke", default), SecurityJson.Default.TrustedHub));
    }

    public async ValueTask DisposeAsync()
    {
        await _spoke.DisposeAsync();
        await _between.DisposeAsync();
        await _hub.DisposeAsync();
        _key.Dispose();
        Assert.Empty(_hub.Faults);
    }

    [Fact]
    public async Task Hub_WithTheRightKeyInAnOldCertificateOfAnotherName_IsTrusted_AndNobodyBetweenHears()
    {
        await _spoke.StartAsync();
        await _spoke.PollAsync(3);
        await _spoke.UntilAsync(() => _spoke.Figures.Confirmed == 3);

        Assert.Equal([1, 2, 3], _hub.Values);
        Assert.All(_between.Heard, heard => AssertNothingTold(heard.OfSpoke));
    }

    [Theory]
    [InlineData("the key of somebody else")]
    [InlineData("TLS 1.1 alone")]
    [InlineData("a portal's page without https")]
    [InlineData("a redirect without https")]
    [InlineData("nothing")]
    [InlineData("noise")]
    public async Task Answer_OfWhoeverHasNotTheKey_ConfirmsNothingAndIsToldNothing(string what)
    {
        using var told = new MemoryStream();
        _between.Instead = what switch
        {
            "the key of somebody else" => (stream, cancellation) => AsSomebodyElseAsync(stream, told, cancellation),
            "TLS 1.1 alone" => (stream, cancellation) => WithAsync(stream, HelloOfTls11, cancellation),
            "a portal's page without https" => (stream, cancellation) => WithAsync(stream, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>"u8.ToArray(), cancellation),
            "a redirect without https" => (stream, cancellation) => WithAsync(stream, Encoding.ASCII.GetBytes($"HTTP/1.1 307 Temporary Redirect\r\nLocation: {_hub.Address}\r\nContent-Length: 0\r\n\r\n"), cancellation),
            "noise" => (stream, cancellation) => WithAsync(stream, [.. Enumerable.Range(0, 2000).Select(number => (byte)(number * 37))], cancellation),
            _ => (_, _) => Task.CompletedTask,
        };
        await _spoke.StartAsync();

        await NothingIsConfirmedAsync();

        Assert.Equal(0, _hub.Requests);
        Assert.Equal(0, told.Length);
        Assert.All(_between.Heard, heard => AssertNothingTold(heard.OfSpoke));
        await RecoversAsync();
    }

    [Theory]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(200)]
    public async Task Answer_OfTheRightKeyThatIsNoHubs_ConfirmsNothingAndIsNotFollowed(int status)
    {
        await using var elsewhere = await HubDouble.StartAsync();
        _hub.Instead = context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = "text/html";
            context.Response.Headers.Location = elsewhere.Address.ToString();
            return Task.CompletedTask;
        };
        await _spoke.StartAsync();

        await NothingIsConfirmedAsync();

        Assert.Equal(0, elsewhere.Requests);
        await RecoversAsync();
    }

    [Fact]
    public async Task Bytes_OfAnEarlierConnection_AreWorthNothingToEitherEnd()
    {
        await _spoke.StartAsync();
        await _spoke.PollAsync(3);
        await _spoke.UntilAsync(() => _spoke.Figures.Confirmed == 3);
        var recorded = _between.Heard.Single(heard => heard.OfSpoke.Length > 0);

        // To the hub, as if the spoke pushed again.
        var requests = _hub.Requests;
        using (var again = new TcpClient())
        {
            await again.ConnectAsync(_hub.Address.Host, _hub.Address.Port, Cancelled);
            var stream = again.GetStream();
            await stream.WriteAsync(recorded.OfSpoke, Cancelled);
            again.Client.Shutdown(SocketShutdown.Send);
            await ReadToEndAsync(stream);
        }

        Assert.Equal(requests, _hub.Requests);
        Assert.Equal([1, 2, 3], _hub.Values);

        // To the spoke, as if the hub confirmed again: over a connection of its own, since it keeps the one that it has.
        await using var other = new Middleman(_hub.Address) { Instead = (stream, cancellation) => WithAsync(stream, recorded.OfHub, cancellation) };
        using var connection = new WasiHal.Cluster.Spoke.HubConnection(TimeProvider.System, HubPin.Of(_key, NodeIdentity.FingerprintOf(_key)));
        using var body = new WasiHal.Cluster.Spoke.PushBody("{}"u8.ToArray(), null);
        await Assert.ThrowsAsync<WasiHal.Cluster.Spoke.HubUnreachableException>(() => connection.SendAsync(other.Address, body, Cancelled));
        Assert.All(other.Heard, heard => AssertNothingTold(heard.OfSpoke));
    }

    [Fact]
    public async Task Bytes_AlteredOnTheWay_ComeToNobody_AndEverythingComesOnce()
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        var random = new Random(seed);
        await _spoke.StartAsync();
        while (_between.Flips < Flips)
        {
            var flips = _between.Flips;

            // Of a handshake, of a request, or of an answer.
            _between.FlipAfter(random.Next(4) == 0 ? random.Next(400) : random.Next(2_500), random.Next(2) == 0);
            await _spoke.PollAndWriteAsync();
            await _spoke.UntilAsync(() => _between.Flips > flips, TimeSpan.FromSeconds(1));
        }

        await _spoke.UntilAsync(() => _spoke.Figures.Confirmed == _spoke.Polled, TimeSpan.FromSeconds(1));

        Assert.Equal(Enumerable.Range(1, (int)_spoke.Polled).Select(value => (double)value), _hub.Values.Order());
    }

    [Fact]
    public void Pin_AllowsNothingOlderThanTls12_WhateverTheSystemAllows()
    {
        var options = HubPin.Of(_key, NodeIdentity.FingerprintOf(_key));

        Assert.Equal(SslProtocols.Tls12 | SslProtocols.Tls13, options.EnabledSslProtocols);
    }

    private async Task NothingIsConfirmedAsync()
    {
        await _spoke.PollAndWriteAsync();
        var connections = _between.Heard.Count + _hub.Requests;
        await _spoke.UntilAsync(() => _between.Heard.Count + _hub.Requests >= connections + 3 && _spoke.Pusher.State.Problem is not null, TimeSpan.FromSeconds(1));
        Assert.Equal((1, 0, 1, 0), (_spoke.Figures.Taken, _spoke.Figures.Confirmed, _spoke.Figures.WaitingReadings, _spoke.Figures.Lost.Total));
    }

    private async Task RecoversAsync()
    {
        (_between.Instead, _hub.Instead) = (null, null);
        await _spoke.UntilAsync(() => _spoke.Figures.Confirmed == 1, TimeSpan.FromSeconds(1));
        Assert.Equal([1], _hub.Values);
    }

    // Neither its name, nor its readings, nor the beginning of a request.
    private static void AssertNothingTold(byte[] heard)
    {
        var text = Encoding.Latin1.GetString(heard);
        Assert.All(new[] { "spoke", "counting", "number", "POST", "/push" }, word => Assert.DoesNotContain(word, text, StringComparison.OrdinalIgnoreCase));
    }

    private static async Task AsSomebodyElseAsync(Stream stream, MemoryStream told, CancellationToken cancellation)
    {
        using var other = SecuredNode.NewKey();
        await using var tls = new SslStream(stream);
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = other }, cancellation);
        await tls.CopyToAsync(told, cancellation);
    }

    private static async Task WithAsync(Stream stream, byte[] answer, CancellationToken cancellation)
    {
        var buffer = new byte[16 * 1024];
        if (await stream.ReadAsync(buffer, cancellation) > 0)
        {
            await stream.WriteAsync(answer, cancellation);
            while (await stream.ReadAsync(buffer, cancellation) > 0)
            {
                // What else it says is kept.
            }
        }
    }

    private static async Task ReadToEndAsync(NetworkStream stream)
    {
        try
        {
            await stream.CopyToAsync(Stream.Null, Cancelled).WaitAsync(TimeSpan.FromSeconds(60), Cancelled);
        }
        catch (IOException)
        {
            // It was closed for good.
        }
    }
}

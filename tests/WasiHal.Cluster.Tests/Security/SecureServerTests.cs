using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WasiHal.Cluster.Security;
using WasiHal.Cluster.Tests.Intake;

namespace WasiHal.Cluster.Tests.Security;

/// <summary>Keys over real connections.</summary>
public sealed class SecureServerTests : IAsyncLifetime
{
    private readonly TestFolder _data = new();
    private WebApplication _app = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private int Port => new Uri(_app.Urls.Single()).Port;

    private string HubKey => _app.Services.GetRequiredService<NodeIdentity>().Fingerprint;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection([new("urls", "https://127.0.0.1:0"), new("cluster:node_id", "hub"), new("data:directory", _data.Path)]);
        builder.Services.AddWasiHal().AddHubClustering();
        _app = builder.Build();
        _app.MapWasiHal();
        await _app.StartAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _data.Dispose();
    }

    [Fact]
    public async Task Push_WithTheKeyThatJoined_IsTakenAndWithAnotherIsNot()
    {
        using var folder = new TestFolder();
        using var own = Identity(folder.Sub("own"));
        using var other = Identity(folder.Sub("other"));
        var token = _app.Services.GetRequiredService<NodeEnrolment>().NewToken("garden");

        Assert.Equal(HttpStatusCode.OK, await PostAsync(own, "/api/enrol", $$"""{"node":"garden","token":"{{token}}"}"""));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(own, "/push", Pushes.Push(1, node: "garden")));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(other, "/push", Pushes.Push(2, node: "garden")));
    }

    [Fact]
    public async Task Connection_ToAnotherKey_IsGivenUpBeforeAnythingIsSent()
    {
        using var folder = new TestFolder();
        using var own = Identity(folder.Sub("own"));
        using var handler = new SocketsHttpHandler { SslOptions = HubPin.Of(own.Certificate, own.Fingerprint) };
        using var client = new HttpClient(handler);

        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri($"https://127.0.0.1:{Port}/healthz"), Cancellation));

        Assert.IsType<AuthenticationException>(failure.InnerException);
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task Connection_WithoutCertificate_IsThatOfABrowser(SslProtocols protocol)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, Port, Cancellation);
        await using var tls = new SslStream(socket.GetStream());
        X509Certificate2? shown = null;
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "hub.local",
            EnabledSslProtocols = protocol,
            RemoteCertificateValidationCallback = (_, certificate, _, _) => (shown = certificate as X509Certificate2) is not null,
        }, Cancellation);
        await tls.WriteAsync("GET /api/readings HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"u8.ToArray(), Cancellation);
        using var answer = new StreamReader(tls, Encoding.ASCII);

        Assert.StartsWith("HTTP/1.1 200", await answer.ReadLineAsync(Cancellation), StringComparison.Ordinal);
        Assert.Equal(HubKey, NodeIdentity.FingerprintOf(shown!));
    }

    [Fact]
    public void Identity_OfTheSameFolder_IsTheSame_AndADamagedOneIsNotReplaced()
    {
        using var folder = new TestFolder();
        using var one = Identity(folder.Sub("own"));
        using var again = Identity(folder.Sub("own"));
        Assert.Equal(one.Fingerprint, again.Fingerprint);

        new PrivateFolder(folder.Sub("own")).Write(NodeIdentity.FileName, "-----BEGIN NOTHING-----");
        using var damaged = Identity(folder.Sub("own"));

        Assert.Contains("put it back from a backup", Assert.Throws<IOException>(() => damaged.Certificate).Message, StringComparison.Ordinal);
    }

    private static NodeIdentity Identity(string folder) => new(new PrivateFolder(folder), Options.Create(new NodeOptions { NodeId = "garden" }));

    private async Task<HttpStatusCode> PostAsync(NodeIdentity identity, string path, string body)
    {
        using var handler = new SocketsHttpHandler { SslOptions = HubPin.Of(identity.Certificate, HubKey) };
        using var client = new HttpClient(handler);
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(new Uri($"https://127.0.0.1:{Port}{path}"), content, Cancellation);
        return answer.StatusCode;
    }
}

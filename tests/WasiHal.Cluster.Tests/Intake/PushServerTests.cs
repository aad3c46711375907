using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WasiHal.Cluster.Http;
using WasiHal.Cluster.Intake;
using WasiHal.Tests.Shared;

namespace WasiHal.Cluster.Tests.Intake;

/// <summary>Pushes over real connections, and those who hold connections and say little.</summary>
public sealed class PushServerTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly TestFolder _data = new();
    private WebApplication _app = null!;

    private int Port => new Uri(_app.Urls.Single()).Port;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection([new("urls", "http://127.0.0.1:0"), new("cluster:node_id", "hub"), new("data:directory", _data.Path)]);
        builder.Services.AddWasiHal().AddHubClustering();
        _app = builder.Build();
        _app.MapWasiHal();
        await _app.StartAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _data.Dispose();
    }

    [Fact]
    public async Task Push_OfAMegabyteInChunks_IsTakenAndMoreIsNot()
    {
        using var client = ClientFrom("127.0.0.1");
        var whole = Encoding.UTF8.GetBytes(Pushes.Push().PadRight(1024 * 1024));

        Assert.Equal(HttpStatusCode.OK, await PushAsync(client, new ChunkedContent(whole)));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PushAsync(client, new ChunkedContent([.. whole, (byte)' '])));
    }

    [Fact]
    public async Task Push_SendersOfAByteASecond_AreCutOffAndKeepNobodyOut()
    {
        var slow = new List<TcpClient>();
        using var sameAddress = ClientFrom("127.0.0.1");
        using var other = ClientFrom("127.0.0.2");
        while (slow.Count < PushGate.MostOfAnAddress)
        {
            slow.Add(await ConnectAsync());
            await slow[^1].GetStream().WriteAsync("POST /push HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"u8.ToArray(), TestContext.Current.CancellationToken);
        }

        Assert.Equal(HttpStatusCode.OK, await PushAsync(other, Json(2)));
        using var answer = new StreamReader(slow[0].GetStream());
        var line = await answer.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.True(line is null || line.Contains(" 408 ", StringComparison.Ordinal), line);
        await UntilAsync(async () => await PushAsync(sameAddress, Json(3)) == HttpStatusCode.OK);
        slow.ForEach(one => one.Dispose());
    }

    [Fact]
    public async Task Push_CutOffInTheBody_IsNotApplied()
    {
        var body = Encoding.UTF8.GetBytes(Pushes.Push());
        var ledger = _app.Services.GetRequiredService<IBatchLedger>();
        foreach (var length in new[] { 0, 1, body.Length / 2, body.Length - 1 })
        {
            using var one = new TcpClient();
            await one.ConnectAsync(IPAddress.Loopback, Port, TestContext.Current.CancellationToken);
            var stream = one.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST /push HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {body.Length.ToString(CultureInfo.InvariantCulture)}\r\n\r\n"), TestContext.Current.CancellationToken);
            await stream.WriteAsync(body.AsMemory(0, length), TestContext.Current.CancellationToken);
            one.Client.Shutdown(SocketShutdown.Send);
            await ReadToEndAsync(stream);
        }

        Assert.DoesNotContain(ledger.Nodes, node => node.Report.Node == "pi");
    }

    [Fact]
    public async Task Push_ManyIdleConnectionsOfOneAddress_KeepNobodyOut()
    {
        var descriptors = Descriptors();
        var count = Math.Min(descriptors / 3, 2_000);
        if (count < NodeServerOptions.MaxConnections)
        {
            Requirement.Missing($"the limit of {descriptors} open files is too small for {NodeServerOptions.MaxConnections} connections in a third of it");
        }

        var idle = new List<TcpClient>();
        for (var index = 0; index < count; index++)
        {
            idle.Add(await ConnectAsync());
        }

        using var other = ClientFrom("127.0.0.2");
        Assert.Equal(HttpStatusCode.OK, await PushAsync(other, Json(1)));
        await UntilAsync(() => Task.FromResult(idle.Count(IsOpen) <= ConnectionBounds.MostOfThisMachine));
        Assert.Equal(ConnectionBounds.MostOfThisMachine, idle.Count(IsOpen));

        idle.ForEach(one => one.Dispose());
        using var same = ClientFrom("127.0.0.1");
        await UntilAsync(async () => await PushAsync(same, Json(2)) == HttpStatusCode.OK);
    }

    [Fact]
    public void Limits_OfBodiesAndTheirPace_AreSet()
    {
        var limits = _app.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<KestrelServerOptions>>().Value.Limits;

        Assert.True(limits.MinRequestBodyDataRate is { BytesPerSecond: >= 100 } pace && pace.GracePeriod <= TimeSpan.FromSeconds(10));
    }

    private static async Task ReadToEndAsync(NetworkStream stream)
    {
        try
        {
            using var answer = new StreamReader(stream);
            await answer.ReadToEndAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
        }
        catch (IOException)
        {
            // The server has closed it for good.
        }
    }

    private async Task<TcpClient> ConnectAsync()
    {
        var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, Port, TestContext.Current.CancellationToken);
        }
        catch (SocketException)
        {
            // It was closed before it was open.
        }

        return client;
    }

    private static bool IsOpen(TcpClient client)
    {
        try
        {
            return client.Connected && !client.Client.Poll(0, SelectMode.SelectRead);
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int Descriptors()
    {
        const string Limits = "/proc/self/limits";
        var line = File.Exists(Limits) ? File.ReadLines(Limits).FirstOrDefault(line => line.StartsWith("Max open files", StringComparison.Ordinal)) : null;
        return line?.Split(' ', StringSplitOptions.RemoveEmptyEntries)[3] is { } soft && int.TryParse(soft, CultureInfo.InvariantCulture, out var limit) ? limit : 0;
    }

    private static StringContent Json(long sequence) => new(Pushes.Push(sequence), Encoding.UTF8, "application/json");

    private static HttpClient ClientFrom(string address) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (context, cancellationToken) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
            await socket.ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        },
    });

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        var begin = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(begin) < Patience, "what the test waits for did not come");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private async Task<HttpStatusCode> PushAsync(HttpClient client, HttpContent content)
    {
        try
        {
            using var answer = await client.PostAsync(new Uri($"http://127.0.0.1:{Port.ToString(CultureInfo.InvariantCulture)}/push"), content, TestContext.Current.CancellationToken);
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            // The connection was refused or closed before the answer.
            return default;
        }
    }

    /// <summary>A body whose length is not told beforehand.</summary>
    private sealed class ChunkedContent : HttpContent
    {
        private readonly byte[] _bytes;

        public ChunkedContent(byte[] bytes)
        {
            _bytes = bytes;
            Headers.ContentType = new("application/json");
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => stream.WriteAsync(_bytes).AsTask();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}

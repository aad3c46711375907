using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace WasiHal.Cluster.Tests.Http;

/// <summary>A hub behind a port of this machine, for requests that no client library would send.</summary>
internal sealed class ListeningNode : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TestFolder _data = new();
    private readonly WebApplication _app;

    private ListeningNode(Action<IServiceCollection>? services)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection([new("urls", "http://127.0.0.1:0"), new("cluster:node_id", "hub"), new("data:directory", _data.Path), new("cluster:security:sign_in", "from-elsewhere")]);
        services?.Invoke(builder.Services);
        builder.Services.AddWasiHal().AddHubClustering();
        _app = builder.Build();
        _app.MapWasiHal();
    }

    public IServiceProvider Services => _app.Services;

    public Uri Address => new(_app.Urls.Single());

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<ListeningNode> StartAsync(Action<IServiceCollection>? services = null)
    {
        var node = new ListeningNode(services);
        await node._app.StartAsync(Cancelled);
        return node;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _data.Dispose();
    }

    /// <summary>Opens a connection.</summary>
    /// <param name="receiveBytes">The bytes that its end keeps while nobody reads; 0 for what the system gives.</param>
    public async Task<TcpClient> ConnectAsync(int receiveBytes = 0)
    {
        var client = new TcpClient();
        if (receiveBytes > 0)
        {
            client.ReceiveBufferSize = receiveBytes;
        }

        await client.ConnectAsync(IPAddress.Loopback, Address.Port, Cancelled);
        return client;
    }

    /// <summary>Opens a connection and sends the head of a request, or more than that.</summary>
    public async Task<TcpClient> SendAsync(string text, int receiveBytes = 0)
    {
        var client = await ConnectAsync(receiveBytes);
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(text), Cancelled);
        return client;
    }

    /// <summary>The status of an answer, of which no more is taken than its first line.</summary>
    public static async Task<int> StatusAsync(TcpClient client)
    {
        var (line, letter) = (new StringBuilder(), new byte[1]);
        while (letter[0] != '\n' && await client.GetStream().ReadAsync(letter, Cancelled).AsTask().WaitAsync(Patience, Cancelled) > 0)
        {
            line.Append((char)letter[0]);
        }

        return int.Parse(line.ToString().Split(' ')[1], CultureInfo.InvariantCulture);
    }

    /// <summary>All that comes until the other end closes, up to a bound.</summary>
    public static async Task<string> ReadAsync(TcpClient client, int mostBytes)
    {
        var (text, buffer) = (new StringBuilder(), new byte[16 * 1024]);
        while (text.Length < mostBytes && await client.GetStream().ReadAsync(buffer, Cancelled).AsTask().WaitAsync(Patience, Cancelled) is > 0 and var read)
        {
            text.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }

        return text.ToString();
    }
}

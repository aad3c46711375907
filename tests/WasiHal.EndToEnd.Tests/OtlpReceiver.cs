using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace WasiHal.EndToEnd.Tests;

/// <summary>Takes what programs send by OTLP over HTTP. Of the messages it reads the texts, which is enough to tell names.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Path, byte[] Body)> _messages = new();

    private OtlpReceiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Run(TakeAsync);
    }

    /// <summary>Where it is.</summary>
    public string Address => _app.Urls.Single();

    /// <summary>Types of content that came.</summary>
    public ConcurrentDictionary<string, bool> Types { get; } = new(StringComparer.Ordinal);

    public static async Task<OtlpReceiver> StartAsync()
    {
        var receiver = new OtlpReceiver();
        await receiver._app.StartAsync();
        return receiver;
    }

    /// <summary>Waits until messages have come that hold all of these texts.</summary>
    public async Task UntilAsync(string path, TimeSpan within, NodeProcess sender, CancellationToken cancellationToken, params string[] texts)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(within);
        string[] missing;
        while ((missing = [.. texts.Where(text => !Has(path, text))]).Length > 0)
        {
            Assert.False(late.IsCancellationRequested, $"{string.Join(", ", missing)} did not come to {path} within {within}. {_messages.Count} messages came. The sender wrote:\n{sender.Output}");
            await Task.Delay(50, cancellationToken);
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private bool Has(string path, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return _messages.Any(message => message.Path == path && message.Body.AsSpan().IndexOf(bytes) >= 0);
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await using var stream = context.Request.Headers.ContentEncoding == "gzip" ? new GZipStream(context.Request.Body, CompressionMode.Decompress) : context.Request.Body;
        await stream.CopyToAsync(body, context.RequestAborted);
        Types[context.Request.ContentType ?? ""] = true;
        _messages.Enqueue((context.Request.Path, body.ToArray()));
        context.Response.StatusCode = (int)HttpStatusCode.OK;
        context.Response.ContentType = "application/x-protobuf";
    }
}

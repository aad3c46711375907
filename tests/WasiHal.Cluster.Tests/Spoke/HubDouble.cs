using System.IO.Compression;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Tests.Spoke;

/// <summary>A hub in memory behind a real socket, which applies each batch once, and can be told to be a bad one.</summary>
internal sealed class HubDouble : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<BatchName, string> _applied = [];
    private readonly List<PushReading> _readings = [];
    private readonly List<PushDocument> _pushes = [];
    private readonly List<string> _faults = [];
    private readonly WebApplication _app;
    private int _requests;

    private HubDouble(X509Certificate2? certificate)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(server => server.Listen(IPAddress.Loopback, 0, endpoint =>
        {
            if (certificate is not null)
            {
                endpoint.UseHttps(certificate);
            }
        }));
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    /// <summary>What it does instead of being a hub; null for being one.</summary>
    public Func<HttpContext, Task>? Instead { get; set; }

    /// <summary>What it does when a push is applied, instead of answering it; null for answering.</summary>
    public Func<HttpContext, PushAnswer, Task>? InsteadOfAnswer { get; set; }

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Every reading that was applied, in the order of that.</summary>
    public IReadOnlyList<PushReading> Readings
    {
        get
        {
            lock (_lock)
            {
                return [.. _readings];
            }
        }
    }

    /// <summary>Every push that was understood.</summary>
    public IReadOnlyList<PushDocument> Pushes
    {
        get
        {
            lock (_lock)
            {
                return [.. _pushes];
            }
        }
    }

    /// <summary>What no spoke may do.</summary>
    public IReadOnlyList<string> Faults
    {
        get
        {
            lock (_lock)
            {
                return [.. _faults];
            }
        }
    }

    public IEnumerable<double> Values => Readings.Select(reading => reading.Value.Number);

    /// <summary>Starts one.</summary>
    /// <param name="certificate">What it shows over https; null for http.</param>
    public static async Task<HubDouble> StartAsync(X509Certificate2? certificate = null)
    {
        var hub = new HubDouble(certificate);
        await hub._app.StartAsync();
        hub.Address = new Uri(new Uri(hub._app.Urls.Single()), "/push");
        return hub;
    }

    public static async Task WriteAsync<T>(HttpContext context, T document, int status = 200)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = status < 400 ? "application/json" : "application/problem+json";
        await context.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(document, typeof(T), NodeJson.Default));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>Applies what was not applied before.</summary>
    public PushAnswer Apply(PushDocument push)
    {
        lock (_lock)
        {
            _pushes.Add(push);
            List<PushBatch> batches = push.Sequence is { } sequence ? [new(push.Incarnation!, sequence, push.Readings!), .. push.More ?? []] : [];
            foreach (var batch in batches)
            {
                var content = JsonSerializer.Serialize(batch.Readings, NodeJson.Default.IReadOnlyListPushReading);
                var name = new BatchName(batch.Incarnation, batch.Sequence);
                if (_applied.TryAdd(name, content))
                {
                    _readings.AddRange(batch.Readings);
                }
                else if (_applied[name] != content)
                {
                    _faults.Add($"{name} came with another content");
                }
            }

            if (!batches.Select(batch => batch.Sequence).SequenceEqual(batches.Select(batch => batch.Sequence).Order()))
            {
                _faults.Add("batches of a push are not in their order");
            }

            return new(push.Sequence, [.. batches.Select(batch => new BatchName(batch.Incarnation, batch.Sequence))], 0, push.Status!.Sent);
        }
    }

    public async Task<PushDocument> ReadAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await using var unpacked = new BrotliStream(context.Request.Body, CompressionMode.Decompress);
        await unpacked.CopyToAsync(body);
        if (context.Request.Headers.ContentEncoding != "br" || context.Request.ContentType != "application/json" || context.Request.Method != "POST" || body.Length > PushRules.MaxBytes)
        {
            lock (_lock)
            {
                _faults.Add($"{context.Request.Method} {context.Request.ContentType} {context.Request.Headers.ContentEncoding} {body.Length}");
            }
        }

        return JsonSerializer.Deserialize(body.ToArray(), NodeJson.Default.PushDocument)!;
    }

    private async Task AnswerAsync(HttpContext context)
    {
        Interlocked.Increment(ref _requests);
        if (Instead is { } instead)
        {
            await instead(context);
            return;
        }

        var answer = Apply(await ReadAsync(context));
        await (InsteadOfAnswer?.Invoke(context, answer) ?? WriteAsync(context, answer));
    }
}

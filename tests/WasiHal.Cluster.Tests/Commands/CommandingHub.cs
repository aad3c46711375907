using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace WasiHal.Cluster.Tests.Commands;

/// <summary>A hub behind a real socket that has a spoke do things, and can be told to be a bad one.</summary>
internal sealed class CommandingHub : IAsyncDisposable
{
    /// <summary>Leave as a hub gives it.</summary>
    public const string Leave = """{"leftMilliseconds":5000}""";

    private readonly ConcurrentQueue<Func<HttpContext, Task>> _next = new();
    private readonly WebApplication _app;
    private int _questions;
    private int _waiting;

    private CommandingHub()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.MapPost("/api/commands/next", NextAsync);
        _app.MapPost("/api/commands/{id}/begin", context => ToldAsync(context, Begun, Begin));
        _app.MapPost("/api/commands/{id}/decline", context => ToldAsync(context, Declined, Nothing));
        _app.MapPost("/api/commands/{id}/result", context => ToldAsync(context, Results, Result));
    }

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>What it answers when it is asked for leave.</summary>
    public Func<HttpContext, Task> Begin { get; set; } = Json(Leave);

    /// <summary>What it answers when it is told what came of a command.</summary>
    public Func<HttpContext, Task> Result { get; set; } = Nothing;

    /// <summary>What it answers when nothing is queued; null for waiting until something is.</summary>
    public Func<HttpContext, Task>? Otherwise { get; set; }

    /// <summary>How often it was asked for a command.</summary>
    public int Questions => Volatile.Read(ref _questions);

    /// <summary>Whether a question waits for a command.</summary>
    public bool IsAsked => Volatile.Read(ref _waiting) > 0;

    /// <summary>For what it was asked for leave, by id.</summary>
    public ConcurrentQueue<(string Id, JsonElement Body)> Begun { get; } = new();

    public ConcurrentQueue<(string Id, JsonElement Body)> Declined { get; } = new();

    public ConcurrentQueue<(string Id, JsonElement Body)> Results { get; } = new();

    public static async Task<CommandingHub> StartAsync()
    {
        var hub = new CommandingHub();
        await hub._app.StartAsync();
        hub.Address = new Uri(hub._app.Urls.Single());
        return hub;
    }

    /// <summary>An id as a hub makes it.</summary>
    public static string Id(int number) => number.ToString("x32", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>An offer as a hub makes it.</summary>
    public static string Offer(string id, string path = "/api/buzzer?action=beep", string body = "") =>
        JsonSerializer.Serialize(new { id, path, body, validForMilliseconds = 5000 });

    public static Func<HttpContext, Task> Json(string json) => Answer(200, "application/json", json);

    public static Func<HttpContext, Task> Answer(int status, string type, string text) => context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        return context.Response.WriteAsync(text);
    };

    /// <summary>The connection ends without an answer.</summary>
    public static Task Gone(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    /// <summary>Nothing comes for as long as the spoke waits.</summary>
    public static Task Silent(HttpContext context) => Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);

    public static Task Nothing(HttpContext context)
    {
        context.Response.StatusCode = 204;
        return Task.CompletedTask;
    }

    /// <summary>What it answers to one of the next questions.</summary>
    public void Next(Func<HttpContext, Task> answer) => _next.Enqueue(answer);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task NextAsync(HttpContext context)
    {
        Interlocked.Increment(ref _questions);
        if (Answered(context) is { } atOnce)
        {
            await atOnce;
            return;
        }

        Interlocked.Increment(ref _waiting);
        Task? later = null;
        while (!context.RequestAborted.IsCancellationRequested && (later = Answered(context)) is null)
        {
            await Task.Delay(5);
        }

        Interlocked.Decrement(ref _waiting);
        await (later ?? Task.CompletedTask);
    }

    private Task? Answered(HttpContext context) => _next.TryDequeue(out var answer) ? answer(context) : Otherwise?.Invoke(context);

    private static async Task ToldAsync(HttpContext context, ConcurrentQueue<(string Id, JsonElement Body)> told, Func<HttpContext, Task> answer)
    {
        using var document = await JsonDocument.ParseAsync(context.Request.Body);
        told.Enqueue(((string)context.Request.RouteValues["id"]!, document.RootElement.Clone()));
        await answer(context);
    }
}

using System.Net;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace WasiHal.Cluster.Tests.Hub;

public sealed class NodeHealthTests
{
    [Theory]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    public async Task Health_AllPluginsWell_IsHealthy(string path)
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        node.Plugins.Plugins = [FakePluginDirectory.Running("a"), FakePluginDirectory.Running("b") with { State = PluginState.Disabled }];

        var answer = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("""{"status":"healthy","checks":[{"name":"history","status":"healthy","description":null}]}""", await BodyAsync(answer));
    }

    [Theory]
    [InlineData(PluginState.BackingOff, false)]
    [InlineData(PluginState.Parked, false)]
    [InlineData(PluginState.Running, true)]
    public async Task Health_APluginIsIll_IsDegraded(PluginState state, bool error)
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        node.Plugins.Plugins = [FakePluginDirectory.Running("a") with { State = state, LastError = error ? new(node.Time.GetUtcNow(), "no", null) : null }];

        var answer = await client.GetAsync(new Uri("/healthz", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("""{"status":"degraded","checks":[{"name":"history","status":"healthy","description":null}]}""", await BodyAsync(answer));
    }

    [Fact]
    public async Task Health_ChecksOfTheProgram_CountAndAreNamedInOrderAndEscaped()
    {
        var (node, client) = await TestNode.StartAsync(services: services => services.AddHealthChecks()
            .AddCheck("disk", () => HealthCheckResult.Degraded("<90% \"full\"\n"))
            .AddCheck("bus", () => HealthCheckResult.Healthy()));
        await using var _ = node;

        var answer = await client.GetAsync(new Uri("/healthz", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(
            """{"status":"degraded","checks":[{"name":"bus","status":"healthy","description":null},{"name":"disk","status":"degraded","description":"\u003C90% \u0022full\u0022\n"},{"name":"history","status":"healthy","description":null}]}""",
            await BodyAsync(answer));
    }

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    public async Task Health_ACheckIsUnhealthy_Is503(string path)
    {
        var (node, client) = await TestNode.StartAsync(services: services => services.AddHealthChecks().AddCheck("disk", () => HealthCheckResult.Unhealthy("gone")));
        await using var _ = node;

        var answer = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("""{"status":"unhealthy","checks":[{"name":"disk","status":"unhealthy","description":"gone"},{"name":"history","status":"healthy","description":null}]}""", await BodyAsync(answer));
    }

    [Fact]
    public async Task Health_ACheckThrows_ItsMessageStaysInside()
    {
        var (node, client) = await TestNode.StartAsync(services: services => services.AddHealthChecks()
            .AddCheck("database", () => throw new InvalidOperationException("Password=secret"))
            .AddCheck("queue", () => HealthCheckResult.Degraded("slow", new InvalidOperationException("Password=secret"))));
        await using var _ = node;

        var answer = await client.GetAsync(new Uri("/healthz", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(
            """{"status":"unhealthy","checks":[{"name":"database","status":"unhealthy","description":"The check failed; the log of the node says more."},"""
            + """{"name":"history","status":"healthy","description":null},{"name":"queue","status":"degraded","description":"slow"}]}""",
            await BodyAsync(answer));
    }

    [Fact]
    public async Task Health_ACheckHangs_TheAnswerComesAllTheSame_AndNoSecondRunIsBegun()
    {
        using var hangs = new CancellationTokenSource();
        var check = new HangingCheck(hangs.Token);
        var (node, client) = await TestNode.StartAsync(services: services => services.AddHealthChecks().AddCheck("slow", check));
        await using var _ = node;

        var answer = client.GetAsync(new Uri("/healthz", UriKind.Relative), TestContext.Current.CancellationToken);
        await check.Begun.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        var second = client.GetAsync(new Uri("/healthz", UriKind.Relative), TestContext.Current.CancellationToken);
        while (!answer.IsCompleted || !second.IsCompleted)
        {
            node.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await answer).StatusCode);
        Assert.Contains("did not end within 10 s", await BodyAsync(await second), StringComparison.Ordinal);
        Assert.Equal(1, check.Runs);
        await hangs.CancelAsync();
    }

    [Fact]
    public async Task Health_OfADegradedNode_IsNotLoggedAtEachProbe()
    {
        var logs = new FakeLogCollector();
        var (node, client) = await TestNode.StartAsync(services: services => services
            .AddLogging(logging => logging.AddProvider(new FakeLoggerProvider(logs)))
            .AddHealthChecks().AddCheck("disk", () => HealthCheckResult.Degraded("full")));
        await using var _ = node;

        await client.GetAsync(new Uri("/healthz", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.DoesNotContain(logs.GetSnapshot(), record => record.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task Health_ANodeThatStops_IsUnhealthy()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        node.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        var answer = await client.GetAsync(new Uri("/healthz", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
    }

    [Fact]
    public async Task Readiness_BeforeTheStartIsComplete_Is503WhileHealthIsNot()
    {
        var probe = new EarlyProbe();
        var (node, client) = await TestNode.StartAsync(services: services => services.AddSingleton<IHostedService>(provider => probe.Of(provider)));
        await using var _ = node;

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK), probe.Answers);
        Assert.Equal("""{"status":"unhealthy","checks":[{"name":"history","status":"healthy","description":null}]}""", probe.Body);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("/readyz", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);
    }

    private static Task<string> BodyAsync(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    private sealed class HangingCheck(CancellationToken end) : IHealthCheck
    {
        private readonly TaskCompletionSource _begun = new();
        private int _runs;

        public Task Begun => _begun.Task;

        public int Runs => _runs;

        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _runs);
            _begun.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return HealthCheckResult.Healthy();
        }
    }

    /// <summary>Asks when every service has started and the host has not yet said that the start is complete.</summary>
    private sealed class EarlyProbe : IHostedLifecycleService
    {
        private IServiceProvider? _services;

        public (HttpStatusCode Ready, HttpStatusCode Health) Answers { get; private set; }

        public string? Body { get; private set; }

        public EarlyProbe Of(IServiceProvider services)
        {
            _services = services;
            return this;
        }

        public async Task StartedAsync(CancellationToken cancellationToken)
        {
            var client = ((TestServer)_services!.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>()).CreateClient();
            var ready = await client.GetAsync(new Uri("/readyz", UriKind.Relative), cancellationToken);
            Body = await ready.Content.ReadAsStringAsync(cancellationToken);
            Answers = (ready.StatusCode, (await client.GetAsync(new Uri("/healthz", UriKind.Relative), cancellationToken)).StatusCode);
        }

        public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

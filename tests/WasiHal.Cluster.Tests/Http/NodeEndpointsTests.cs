using System.Net;
using Microsoft.AspNetCore.Builder;

namespace WasiHal.Cluster.Tests.Http;

public sealed class NodeEndpointsTests
{
    [Fact]
    public async Task Readings_OfEveryKind_HaveTheContractsShape()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        var now = node.Time.GetUtcNow();
        node.Readings.Current = new(now,
        [
            Reading("cpu_temperature", ReadingValue.FromNumber(48.2), "Cel", now.AddSeconds(-2)),
            Reading("fan", ReadingValue.FromFlag(true), "", now),
            Reading("note", ReadingValue.FromText("<b>"), "", now.AddSeconds(-16).ToOffset(TimeSpan.FromHours(2))),
        ]);

        var json = await client.GetStringAsync("/api/readings", TestContext.Current.CancellationToken);

        Assert.Equal(
            """{"time":"2026-03-01T12:00:00.007Z","readings":["""
            + """{"node":"hub","plugin":"pi-monitor","sensor":"board","quantity":"cpu_temperature","value":48.2,"unit":"Cel","time":"2026-03-01T11:59:58.007Z","stale":false},"""
            + """{"node":"hub","plugin":"pi-monitor","sensor":"board","quantity":"fan","value":true,"unit":"","time":"2026-03-01T12:00:00.007Z","stale":false},"""
            + """{"node":"hub","plugin":"pi-monitor","sensor":"board","quantity":"note","value":"\u003Cb\u003E","unit":"","time":"2026-03-01T11:59:44.007Z","stale":true}]}""",
            json);
    }

    [Fact]
    public async Task Plugins_Running_HaveTheContractsShape()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        node.Plugins.Plugins = [FakePluginDirectory.Running("pi-monitor")];

        var json = await client.GetStringAsync("/api/plugins", TestContext.Current.CancellationToken);

        Assert.Equal(
            """[{"id":"pi-monitor","node":"hub","kinds":["sensor"],"state":"running","version":"0123456789ab","lastError":null,"nextStart":null,"slowed":false,"polls":17,"failures":2,"restarts":1"""
            + ""","deniedCalls":3,"lastPollMilliseconds":0.2,"pollDurations":{"count":17,"sumMilliseconds":3.4,"upToMilliseconds":[0.1,60000],"counts":[1,15,1]}"""
            + ""","memoryBytes":4096,"pollInterval":"5s" """.TrimEnd()
            + ""","permissions":{"asked":["i2c 1:0x76","leds 3"],"granted":["leds 3"],"refused":[{"what":"i2c 1:0x3c","count":1,"key":"plugins.oled.permissions.i2c"}]}}]""",
            json);
    }

    [Theory]
    [InlineData(PluginState.Loading, "loading")]
    [InlineData(PluginState.BackingOff, "backing-off")]
    [InlineData(PluginState.Parked, "parked")]
    [InlineData(PluginState.Disabled, "disabled")]
    public async Task Plugins_StateAndError_AreTheContractsWords(PluginState state, string word)
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        node.Plugins.Plugins = [FakePluginDirectory.Running("a") with
        {
            State = state,
            Kinds = [],
            Version = null,
            LastPollMilliseconds = null,
            LastError = new(node.Time.GetUtcNow(), "a.py:11: invalid syntax", "Traceback"),
        }];

        var json = await client.GetStringAsync("/api/plugins", TestContext.Current.CancellationToken);

        Assert.Contains(
            $$"""
            "kinds":[],"state":"{{word}}","version":null,"lastError":{"time":"2026-03-01T12:00:00.007Z","message":"a.py:11: invalid syntax","detail":"Traceback"}
            """.Trim(),
            json,
            StringComparison.Ordinal);
        Assert.Contains("\"lastPollMilliseconds\":null", json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nodes_Always_ShowThisOne()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;

        var json = await client.GetStringAsync("/api/nodes", TestContext.Current.CancellationToken);

        Assert.Matches(
            """^\[\{"id":"hub","role":"hub","hal":"fake","state":"online","lastSeen":"2026-03-01T12:00:00.007Z","version":"0.1.0","outbox":0,"lost":0"""
            + ""","delivery":\{"taken":0,"applied":0,"waiting":0,"lost":0,"rejected":0,"missing":0\},"clockAheadSeconds":null,"problem":null,"diskWrittenBytes":(null|[0-9]+),"diskWrittenBytesPerDay":null,"history":\{[^}]*\}\}\]$""",
            json);
    }

    [Fact]
    public async Task Plugins_WhatIsUnknown_IsNull()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        node.Plugins.Plugins =
        [
            new PluginStatus { Id = "off", Node = "hub", State = PluginState.Disabled },
            new PluginStatus { Id = "trying", Node = "hub", State = PluginState.BackingOff, NextStart = node.Time.GetUtcNow().AddSeconds(2) },
        ];

        var json = await client.GetStringAsync("/api/plugins", TestContext.Current.CancellationToken);

        Assert.Contains(
            """{"id":"off","node":"hub","kinds":[],"state":"disabled","version":null,"lastError":null,"nextStart":null,"slowed":false,"polls":0,"failures":0,"restarts":0"""
            + ""","deniedCalls":0,"lastPollMilliseconds":null,"pollDurations":{"count":0,"sumMilliseconds":0,"upToMilliseconds":[],"counts":[0]},"memoryBytes":null"""
            + ""","pollInterval":null,"permissions":{"asked":[],"granted":[],"refused":[]}}""",
            json,
            StringComparison.Ordinal);
        Assert.Contains("\"nextStart\":\"2026-03-01T12:00:02.007Z\"", json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/api/nothing", HttpStatusCode.NotFound, "Not Found", "There is no /api/nothing here.")]
    [InlineData("GET", "/nothing", HttpStatusCode.NotFound, "Not Found", "There is no /nothing here.")]
    [InlineData("POST", "/api/readings", HttpStatusCode.MethodNotAllowed, "Method Not Allowed", "/api/readings takes GET.")]
    [InlineData("GET", "/test/fails", HttpStatusCode.InternalServerError, "Internal Server Error", "The log of the node says more.")]
    public async Task Errors_AreProblemDetails(string method, string path, HttpStatusCode status, string title, string detail)
    {
        var (node, client) = await TestNode.StartAsync(app => app.MapGet("/test/fails", _ => throw new InvalidOperationException("secret")));
        await using var _ = node;
        using var request = new HttpRequestMessage(new(method), path);

        var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal($$"""{"title":"{{title}}","status":{{(int)status}},"detail":"{{detail}}"}""", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static Reading Reading(string quantity, ReadingValue value, string unit, DateTimeOffset time) =>
        new("hub", "pi-monitor", new("board", quantity, value, unit), time, TimeSpan.FromSeconds(15));
}

using Hub;
using Microsoft.Extensions.Options;
using WasiHal;

if (!CommandLine.TryParse(args, out var commandLine, out var problem))
{
    await Console.Error.WriteLineAsync(problem);
    return 2;
}

if (commandLine.Help)
{
    Console.WriteLine(CommandLine.Usage);
    return 0;
}

if (commandLine.Schema)
{
    return Errand.PrintSchema();
}

try
{
    var builder = WebApplication.CreateSlimBuilder();
    builder.Configuration.AddHubLayers(commandLine);
    var logging = HubLogging.Add(builder.Logging);
    builder.Services.AddOptions<DataOptions>().Configure<IOptions<NodeOptions>>((data, node) => data.Directory = DataFolder.Of(node.Value.NodeId));
    builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1.5));

    builder.Services.AddWasiHal().AddPythonPlugins().AddHubClustering();

    if (commandLine.Compile || commandLine.Board)
    {
        // Each item is printed with what there is to say of it.
        builder.Logging.AddFilter("WasiHal", LogLevel.Warning);
    }

    await using var app = builder.Build();
    if (await Errand.RunAsync(commandLine, app.Services) is { } exitCode)
    {
        return exitCode;
    }

    app.MapWasiHal();
    await app.StartAsync();
    logging.Started();
    await app.WaitForShutdownAsync();
    return 0;
}
catch (ConfigurationException wrong)
{
    await Console.Error.WriteLineAsync(wrong.Message);
    return 2;
}
catch (IOException failure) when (failure.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
{
    await Console.Error.WriteLineAsync($"{failure.Message} Another program has it; --urls http://127.0.0.1:PORT takes another port.");
    return 1;
}

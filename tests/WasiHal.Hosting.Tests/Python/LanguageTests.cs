using WasiHal.Hosting.Tests.Runtime;

namespace WasiHal.Hosting.Tests.Python;

/// <summary>The language as a whole works in an interpreter that was frozen and woken, and the sandbox's walls are Python exceptions.</summary>
[Collection(GuestCollection.Name)]
public sealed class LanguageTests(GuestWorkshop workshop)
{
    public static TheoryData<string> LanguageFiles => [.. PythonScripts.Names("language")];

    public static TheoryData<string> SandboxFiles => [.. PythonScripts.Names("sandbox")];

    [Theory]
    [MemberData(nameof(LanguageFiles))]
    public Task Language_Exercised_Works(string file) => PythonScripts.RunAsync(workshop, "language", file);

    [Theory]
    [MemberData(nameof(SandboxFiles))]
    public Task Sandbox_Tried_AnswersWithPythonsExceptions(string file) => PythonScripts.RunAsync(workshop, "sandbox", file);
}

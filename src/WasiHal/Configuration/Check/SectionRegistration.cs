namespace WasiHal;

/// <summary>A section of the configuration and one of the types that read it.</summary>
/// <param name="Section">Its name, without colons; empty when every property of the type is a section.</param>
/// <param name="OptionsType">What it is bound to.</param>
internal sealed record SectionRegistration(string Section, Type OptionsType);

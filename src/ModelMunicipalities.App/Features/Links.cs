namespace ModelMunicipalities.App.Features;

/// <summary>Every address of the portal, by area. Pages and mails take their links from here.</summary>
public static partial class Links;

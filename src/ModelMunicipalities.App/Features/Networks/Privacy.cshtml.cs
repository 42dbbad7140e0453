using ModelMunicipalities.App.Platform;

namespace ModelMunicipalities.App.Features.Networks;

public sealed class PrivacyModel : PortalPage;

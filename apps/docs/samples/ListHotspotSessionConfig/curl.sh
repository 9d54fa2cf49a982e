curl --fail-with-body \
  --header "X-Auth-Token: $HOTSPOT_TOKEN" \
  "$HOTSPOT_URL/v1/$HOTSPOT_PROJECT_ID/hotspot-session-config?limit=100"

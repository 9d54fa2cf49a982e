CONFIG=019a2b5e7c1d73e89f4a5b6c7d8e9f01

curl --fail-with-body \
  --header "X-Auth-Token: $HOTSPOT_TOKEN" \
  "$HOTSPOT_URL/v1/$HOTSPOT_PROJECT_ID/hotspot-session-config/$CONFIG/non-migration-users?user_name=te&limit=100"

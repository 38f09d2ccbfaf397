# The sandbox alone: compiled code, specs and production dependencies, as an unprivileged user.
#
#   docker build -t ensayo .
#   docker run --rm -p 127.0.0.1:4800-4804:4800-4804 -e ENSAYO_CONTROL_TOKEN=choose-a-secret ensayo
#
# Inside a container the sandbox must listen on every interface, so it asks for a token of yours:
# without ENSAYO_CONTROL_TOKEN it stops and says so. Providers need no token, only the control API.

FROM node:24-slim AS build
WORKDIR /src
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
# What npm would publish, unpacked, with exactly the dependencies of the lock file.
RUN npm pack --silent \
  && mkdir /package \
  && tar -xzf ensayo-*.tgz -C /package --strip-components=1 \
  && cp package-lock.json /package/ \
  && cd /package \
  && npm ci --omit=dev --ignore-scripts --no-audit --no-fund \
  && chmod +x dist/cli.js

FROM node:24-slim
ENV NODE_ENV=production
COPY --from=build /package /opt/ensayo
RUN ln -s /opt/ensayo/dist/cli.js /usr/local/bin/ensayo
USER node
WORKDIR /home/node
EXPOSE 4800 4801 4802 4803 4804
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:4800/_ensayo/health', { headers: { authorization: 'Bearer ' + process.env.ENSAYO_CONTROL_TOKEN } }).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["ensayo"]
CMD ["start", "--host", "0.0.0.0"]
